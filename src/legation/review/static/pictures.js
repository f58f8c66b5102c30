// Draws the picture of a page in the browser, so that it answers to the pointer; until then the drawn file stands there.
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
  const place = document.createElement("div");
  place.className = "drawn";
  figure.append(place);
  const loader = { http: () => Promise.reject(new Error("this desk asks no other address")) };
  // "ast": expressions are interpreted, not compiled, so that no script is made at run time.
  await window.vegaEmbed(place, spec, { ast: true, actions: false, defaultStyle: false, renderer: "canvas", tooltip: { disableDefaultStyle: true }, loader });
  figure.querySelector("img").remove();
  figure.dataset.drawn = "yes";
}

if (figure) draw();
