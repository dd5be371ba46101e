"""The command behind `make data`: `python -m helpers.fetch [--missing-only]`."""
import argparse
import sys

from helpers import data
from helpers.arguments import CourseError


def main(arguments=None):
    """Fetch the data, print a table of them, and return the exit code: 1 if something is missing, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m helpers.fetch", description="Fetch and verify the data.")
    parser.add_argument("--missing-only", action="store_true", help="be content with the copies that are here")
    missing_only = parser.parse_args(arguments).missing_only
    print(f"{'data set':<14}  {'size':>7}  {'verified':<8}  where", flush=True)
    try:
        for title, megabytes, where in data.fetch(missing_only):
            print(f"{title:<14}  {megabytes:4.0f} MB  {'yes' if megabytes else 'no':<8}  {where}", flush=True)
    except CourseError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt as stopped:
        print(str(stopped) or "You stopped it.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
