// Starts reveal.js, gives the pictures the room that the words leave, and takes the keys back from a slider.

const SMALLEST = 200;

// Of a slide that is too high, the pictures give way.
const fit = slide => {
  const pictures = [...slide.querySelectorAll("img, canvas")];
  for (const picture of pictures) picture.style.height = "";
  const excess = slide.scrollHeight - slide.clientHeight;
  if (excess <= 0) return;
  for (const picture of pictures)
    picture.style.height = `${Math.max(SMALLEST, picture.clientHeight - excess / pictures.length)}px`;
};

// A presenter's remote sends these; a slider would move.
addEventListener("keydown", event => {
  if (document.activeElement.type !== "range" || !["PageDown", "PageUp", "Escape"].includes(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.activeElement.blur();
  if (event.key === "PageDown") Reveal.next();
  if (event.key === "PageUp") Reveal.prev();
}, true);

// Not before the live pictures have made their sliders.
addEventListener("load", () => {
  for (const name of ["ready", "slidechanged"]) Reveal.on(name, event => fit(event.currentSlide));
  Reveal.initialize({ width: 1280, height: 720, margin: 0, center: false, display: "flex", hash: true,
                      controls: false, slideNumber: "c/t", transition: "none", plugins: [RevealNotes] });
});
