// A picture that follows its controls, with its sentence above it. In JupyterLab the kernel draws, and the pictures
// that it drew ahead are shown at once; in a page without a kernel all pictures are in the page.

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// The sentence, a region that screen readers read when it changes; what went wrong in bold, and the guess beside it.
const sentenceOf = () => {
  const place = element("p", { className: "course-sentence" });
  place.setAttribute("aria-live", "polite");
  place.style.cssText = "margin: 4px 0; min-height: 2.4em; font-size: var(--jp-content-font-size1, 1rem)";
  return [place, (text, problem, guess) => {
    place.replaceChildren(problem ? element("b", {}, text) : text);
    if (guess) place.append(" ", element("i", {}, `Your guess: ${guess}`));
  }];
};

// The place of a value on its control, or null if it is between two steps.
const placeOf = model => {
  if (model.get("index") !== undefined) return model.get("index");
  const value = model.get("value");
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "number") return 0;
  const place = (value - model.get("min")) / model.get("step");
  return Math.abs(place - Math.round(place)) < 1e-6 ? Math.round(place) : null;
};

function render({ model, el }) {
  const picture = element("img", { className: "live-picture" });
  picture.style.maxWidth = "100%";
  const [place, say] = sentenceOf();
  const ahead = new Map(), controls = [];
  let key = null;
  const tell = () => say(model.get("sentence"), model.get("problem"), model.get("guess"));
  const show = () => {
    // What comes for values that were left again would make the picture jump back.
    if (controls.length && model.get("key") && key && model.get("key") !== key) return;
    picture.src = model.get("png");
    picture.alt = model.get("alt");
    tell();
  };
  const moved = () => {
    const places = controls.map(placeOf);
    key = places.includes(null) ? null : places.join(",");
    const drawn = ahead.get(key);
    if (!drawn) return;
    picture.src = drawn.png;
    say(drawn.sentence, false, model.get("guess"));
  };
  const ids = model.get("controls") || [];
  Promise.all(ids.map(id => model.widget_manager.get_model(id))).then(models => {
    controls.push(...models);
    for (const control of models) control.on("change:value change:index", () => {
      // Another text makes all that was drawn ahead wrong.
      if (typeof control.get("value") === "string") ahead.clear();
      moved();
    });
  });
  model.on("msg:custom", message => {
    if (message.clear) ahead.clear();
    else ahead.set(message.key, message);
  });
  model.on("change:png change:alt change:sentence change:problem", show);
  model.on("change:guess", tell);
  show();
  tell();
  el.append(place, picture);
  // What is drawn ahead before the first move makes that one quick too. Now `el` has no place in the page yet.
  const focused = event => {
    if (el.closest(".jp-OutputArea-output")?.contains(event.target)) model.send({ ahead: true });
  };
  document.addEventListener("focusin", focused);
  return () => document.removeEventListener("focusin", focused);
}

// A page without a kernel: `page` holds the controls and, by the places of their values, all pictures as JSON.
function alive(page) {
  const { controls, frames, names } = JSON.parse(page.querySelector("script[type='application/json']").textContent);
  const still = page.querySelector("img"), [place, say] = sentenceOf();
  const start = controls.map(control => control.start), now = [...start];
  const canvas = element("canvas", { className: "live-picture" }), drawn = {};
  canvas.style.maxWidth = "100%";
  canvas.setAttribute("role", "img");
  const inputs = controls.map((control, number) => {
    const input = element("input", { type: "range", min: 0, max: control.values.length - 1, step: 1,
                                     value: control.start });
    const value = element("output", {}, control.values[control.start]);
    input.setAttribute("data-lm-suppress-shortcuts", "true");
    input.addEventListener("input", () => move(number, Number(input.value)));
    const label = element("label", {}, control.name, " ", input, " ", value);
    label.style.cssText = "display: inline-block; margin-right: 24px; min-height: 32px";
    return { input, value, label };
  });
  // What changed is drawn over the still picture, as soon as both are decoded.
  const draw = async key => {
    const [address, left, top] = frames[key];
    const frame = drawn[key] ??= element("img", { src: address || still.src });
    await Promise.all([still.decode(), frame.decode()]);
    if (key !== now.join(",")) return;
    if (!canvas.dataset.key) Object.assign(canvas, { width: still.naturalWidth, height: still.naturalHeight });
    canvas.getContext("2d").drawImage(still, 0, 0);
    canvas.getContext("2d").drawImage(frame, left, top);
    canvas.dataset.key = key;
  };
  const show = () => {
    const key = now.join(","), sentence = frames[key][3];
    say(sentence, false, "");
    canvas.setAttribute("aria-label", `${names} ${sentence}`);
    inputs.forEach(({ input, value }, number) => {
      input.value = now[number];
      value.textContent = controls[number].values[now[number]];
      input.setAttribute("aria-valuetext", value.textContent);
    });
    draw(key);
  };
  const move = (number, to) => {
    now[number] = to;
    // Not every combination is in the page: then the other controls go back to where they began.
    if (!frames[now.join(",")]) now.splice(0, now.length, ...start.map((first, other) => other === number ? to : first));
    show();
  };
  page.replaceChildren(...inputs.map(({ label }) => label), place, canvas);
  show();
}

if (typeof document !== "undefined") {
  for (const page of document.querySelectorAll(".course-live:not([data-alive])")) {
    page.dataset.alive = "true";
    alive(page);
  }
}

export default { render };
