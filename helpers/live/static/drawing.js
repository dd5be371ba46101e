// A square field for one digit. What mouse, pen or finger draw appears at once, and the ink goes to Python.
const SIDE = 140, PEN = 11;
function render({ model, el }) {
  const field = document.createElement("canvas");
  const pen = field.getContext("2d", { willReadFrequently: true });
  field.className = "drawing-field";
  field.width = field.height = SIDE;
  field.setAttribute("role", "img");
  field.setAttribute("aria-label", model.get("alt"));
  // With another touch-action a finger would scroll the page.
  field.style.cssText = "width: 280px; height: 280px; border: 2px solid #8C8C8C; background: white; "
    + "cursor: crosshair; touch-action: none";
  Object.assign(pen, { lineWidth: PEN, lineCap: "round" });
  let last = null;
  const send = () => {
    const pixels = pen.getImageData(0, 0, SIDE, SIDE).data;
    model.set("ink", new DataView(Uint8Array.from({ length: SIDE * SIDE }, (_, i) => pixels[4 * i + 3]).buffer));
    model.save_changes();
  };
  const paint = () => {
    // A stroke that is being drawn is ahead of what Python knows.
    if (last) return;
    const ink = model.get("ink"), image = pen.createImageData(SIDE, SIDE);
    for (let i = 0; i < SIDE * SIDE; i++) image.data[4 * i + 3] = ink.getUint8(i);
    pen.putImageData(image, 0, 0);
  };
  const draw = event => {
    if (!last || !event.isPrimary) return;
    const next = [event.offsetX, event.offsetY].map(place => place * SIDE / field.clientWidth);
    pen.beginPath();
    pen.moveTo(...last);
    // A line of no length would leave no dot.
    pen.lineTo(next[0] + 0.01, next[1]);
    pen.stroke();
    last = next;
    send();
  };
  const begin = event => {
    if (event.button || !event.isPrimary) return;
    field.setPointerCapture(event.pointerId);
    last = [event.offsetX, event.offsetY].map(place => place * SIDE / field.clientWidth);
    draw(event);
  };
  const end = event => { if (event.isPrimary) last = null; };
  field.addEventListener("pointerdown", begin);
  field.addEventListener("pointermove", draw);
  field.addEventListener("pointerup", end);
  field.addEventListener("pointercancel", end);
  model.on("change:ink", paint);
  paint();
  el.append(field);
}
export default { render };
