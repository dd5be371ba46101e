// A kernel needs a server, which a page opened from a local folder has not.
if (location.protocol === "file:") {
  for (const place of document.querySelectorAll(".course-run")) {
    place.textContent = "To run this lesson in your browser, open the site with “make serve”.";
  }
}
