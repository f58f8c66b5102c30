// Draws the picture of a page in the browser, so that it answers to the pointer; where there are no scripts a drawn file stands there.
const figure = document.getElementById("chart");

async function draw() {
  const answer = await fetch(figure.dataset.spec);
  if (!answer.ok) return;
  const spec = await answer.json();
  await new Promise((done, failed) => {
    const script = document.createElement("script");
    script.type = "module";
    script.src = "/vega.js";
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  await show(spec);
  figure.dataset.drawn = "yes";
  // In the colours that the page has now: it may be printed, or the evening may come.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(spec));
}

async function show(spec) {
  const place = document.createElement("div");
  place.className = "drawn";
  figure.querySelector(".drawn")?.remove();
  figure.append(place);
  const loader = { http: () => Promise.reject(new Error("this desk asks no other address")) };
  // "ast": expressions are interpreted, not compiled, so that no script is made at run time.
  await window.vegaEmbed(place, fitting(spec), { ast: true, actions: false, defaultStyle: false, renderer: "canvas", tooltip: { disableDefaultStyle: true }, loader });
}

// A picture as this page can show it: on its ground, in its ink, land in the colour of its lines, and a map no higher than the world is.
function fitting(spec) {
  const style = getComputedStyle(figure);
  const text = { labelColor: style.color, titleColor: style.color };
  let words = JSON.stringify(spec);
  for (const [paper, here] of [['"#222"', style.color], ['"#e9e6df"', style.borderTopColor]]) words = words.replaceAll(paper, JSON.stringify(here));
  const shown = JSON.parse(words.replaceAll('"stroke":"white"', `"stroke":${JSON.stringify(style.backgroundColor)}`));
  shown.background = "transparent";
  shown.title.color = style.color;
  shown.config = { ...shown.config, legend: text, header: text, axis: { ...shown.config.axis, ...text } };
  if (shown.projection) shown.height = Math.min(shown.height, Math.round(figure.clientWidth * 0.52));
  return shown;
}

if (figure) draw();
