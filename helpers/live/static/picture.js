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
  let before = "";
  return [place, (...parts) => {
    const [sentence, problem, guess] = parts;
    if (before === (before = JSON.stringify(parts))) return;
    place.replaceChildren(...problem ? [element("b", {}, problem), " "] : [], sentence);
    if (guess) place.append(" ", element("i", {}, `Your guess: ${guess}`));
  }];
};

// The place of a value on its control, or null if it is between two steps.
export const placeOf = model => {
  if (model.get("index") !== undefined) return model.get("index");
  const value = model.get("value");
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "number") return 0;
  const place = (value - model.get("min")) / model.get("step");
  return Math.abs(place - Math.round(place)) < 1e-6 ? Math.round(place) : null;
};

// Sliders of ipywidgets have a label, but screen readers do not find it.
const nameSlider = async model => {
  // Its view is made while that of the picture is.
  for (let frame = 0; frame < 600 && !Object.keys(model.views ?? {}).length; frame++)
    await new Promise(requestAnimationFrame);
  for (const view of await Promise.all(Object.values(model.views ?? {})))
    view.el.querySelector("[role=slider]")?.setAttribute("aria-label", model.get("description"));
};

function render({ model, el }) {
  const picture = element("img", { className: "live-picture" });
  const [place, say] = sentenceOf();
  const ahead = new Map(), controls = [];
  // For which values the reader asks, and whether the picture is theirs.
  let wanted = null, right = true;
  const put = ({ png, alt, sentence }, problem) => {
    if (picture.src !== png) picture.src = png;
    picture.alt = alt;
    say(sentence, problem, model.get("guess"));
  };
  const show = () => {
    const key = model.get("key"), known = wanted !== null && key;
    // What comes for values that were left again would make the picture jump back.
    if (known && right && key !== wanted) return;
    right = !known || key === wanted;
    put({ png: model.get("png"), alt: model.get("alt"), sentence: model.get("sentence") }, model.get("problem"));
  };
  const moved = () => {
    const places = controls.map(placeOf);
    wanted = places.includes(null) ? null : places.join(",");
    right = ahead.has(wanted);
    if (right) put(ahead.get(wanted), "");
  };
  const models = ids => Promise.all(ids.map(id => model.widget_manager.get_model(id)));
  models(model.get("controls")).then(found => {
    controls.push(...found);
    for (const control of found) control.on("change:value change:index", () => {
      // Another text makes all that was drawn ahead wrong.
      if (typeof control.get("value") === "string" && control.get("index") === undefined) ahead.clear();
      moved();
    });
  });
  model.on("msg:custom", message => {
    if (message.clear) return ahead.clear();
    ahead.set(message.key, message);
    if (ahead.size > message.most) ahead.delete(ahead.keys().next().value);
  });
  model.on("change", show);
  show();
  el.append(place, picture);
  models(model.get("sliders")).then(sliders => sliders.forEach(nameSlider));
  // Once it is in sight: what is drawn ahead before the first move makes that one quick too.
  new IntersectionObserver(([seen], observer) => {
    if (!seen.isIntersecting) return;
    observer.disconnect();
    // After a restart of the kernel nothing answers any more, and JupyterLab marks the box.
    const box = el.closest(".course-live");
    new MutationObserver(() => {
      if (!box.classList.contains("jupyter-widgets-disconnected")) return;
      for (const part of box.children) part.inert = !part.contains(el);
      say("", "The kernel was restarted. Run this cell again to move the picture.");
    }).observe(box, { attributeFilter: ["class"] });
    model.send({ ahead: true });
  }).observe(el);
}

// A control of a page without a kernel: what it is made of, and how its place is read and set.
const controlOf = ({ name, values, start, kind }, number, move) => {
  const shown = element("output", { ariaHidden: "true" }), last = values.length - 1;
  const input = kind === "ToggleButtons" ? element("select", {}, ...values.map(value => element("option", {}, value)))
    : element("input", kind === "Checkbox" ? { type: "checkbox" } : { type: "range", min: 0, max: last, value: start });
  // Else JupyterLab, which can show such a page too, takes the arrow keys for itself.
  input.setAttribute("data-lm-suppress-shortcuts", "true");
  input.addEventListener("input", () => move(number, kind === "ToggleButtons" ? input.selectedIndex
    : Number(kind === "Checkbox" ? input.checked : input.value)));
  const set = place => {
    if (kind === "ToggleButtons") input.selectedIndex = place;
    else if (kind === "Checkbox") input.checked = Boolean(place);
    else {
      input.value = place;
      shown.textContent = values[place];
      input.setAttribute("aria-valuetext", values[place]);
    }
  };
  return { set, label: element("label", {}, element("span", {}, name), input, shown) };
};

// What cannot be done without a kernel.
const limits = (controls, fixed) => [
  controls.length > 2 ? "Here one of them moves at a time, and the others go back to their start." : "",
  fixed.length ? `To change ${fixed.join(", ")}, run the lesson.` : ""].filter(Boolean).join(" ");

// The places after a move: not every combination is in the page, and then the other controls go back to their start.
export const after = (now, number, to, start, frames) => {
  const next = now.map((place, other) => other === number ? to : place);
  return frames[next.join(",")] ? next : start.map((place, other) => other === number ? to : place);
};

// A page without a kernel: `page` holds the controls and, by the places of their values, all pictures as JSON.
function alive(page) {
  const { controls, frames, alt, fixed } = JSON.parse(page.querySelector("script").textContent);
  const still = page.querySelector("img"), [place, say] = sentenceOf();
  const start = controls.map(control => control.start), decoded = new Map();
  const canvas = element("canvas", { className: "live-picture" }), pen = canvas.getContext("2d");
  canvas.style.width = `${still.getAttribute("width")}px`;
  canvas.setAttribute("role", "img");
  let now = start;
  const inputs = controls.map((control, number) => controlOf(control, number, (...to) => {
    now = after(now, ...to, start, frames);
    show();
  }));
  const decode = key => {
    if (!decoded.has(key)) {
      const frame = element("img", { src: frames[key][0] || still.src });
      decoded.set(key, frame.decode().then(() => frame));
    }
    return decoded.get(key);
  };
  // What changed is drawn over the still picture, as soon as both are decoded.
  const draw = async key => {
    const [address, left, top] = frames[key], frame = await decode(key);
    if (key !== now.join(",")) return;
    pen.drawImage(still, 0, 0);
    if (address) pen.drawImage(frame, left, top);
    canvas.dataset.key = key;
    // The next moves are decoded before they are made.
    now.forEach((here, number) => [here + 1, here - 1].forEach(to => {
      const next = after(now, number, to, start, frames).join(",");
      if (frames[next]) decode(next);
    }));
  };
  const show = () => {
    const key = now.join(","), [, , , sentence, problem] = frames[key];
    say(problem ? "" : sentence, problem ? sentence : "", "");
    canvas.setAttribute("aria-label", `${alt} ${sentence}`);
    inputs.forEach((input, number) => input.set(now[number]));
    draw(key);
  };
  still.decode().then(() => {
    Object.assign(canvas, { width: still.naturalWidth, height: still.naturalHeight });
    page.replaceChildren(page.querySelector("style"),
      element("div", { className: "course-controls" }, ...inputs.map(({ label }) => label)), place, canvas,
      element("p", {}, element("small", {}, limits(controls, fixed))));
    show();
  });
}

if (typeof document !== "undefined") {
  for (const page of document.querySelectorAll(".course-page:not([data-alive])")) {
    page.dataset.alive = "true";
    alive(page);
  }
}

export default { render };
