// One <img> whose address and alternative text come from Python.
function render({ model, el }) {
  const picture = document.createElement("img");
  picture.className = "live-picture";
  picture.style.maxWidth = "100%";
  const show = () => { picture.src = model.get("png"); };
  const tell = () => { picture.alt = model.get("alt"); };
  model.on("change:png", show);
  model.on("change:alt", tell);
  show();
  tell();
  el.append(picture);
}
export default { render };
