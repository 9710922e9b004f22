// What the pages do beyond what they do without a script: they follow what happens, take dropped files, and answer
// some forms in place. Words and markup come from the server alone.
"use strict";

const root = document.documentElement;
root.classList.add("scripted");

const parsed = async answer => new DOMParser().parseFromString(await answer.text(), "text/html");
const begun = part => [...part.querySelectorAll("input:not([type=hidden]):not([type=radio]), textarea")]
  .some(field => field.value !== field.defaultValue);
const keys = part => new Map([...part.querySelectorAll("[data-key]")].map(e => [e.dataset.key, e]));

// Live: parts of the page that have changed on the server take the place of those that are shown.
function takeOver(fresh) {
  const news = [];
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next || next.outerHTML === part.outerHTML || part.dataset.was === next.outerHTML) continue;
    const known = keys(part);
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    if (begun(part) || (focused && focused.matches("input, select, textarea"))) continue;
    const was = next.outerHTML;
    for (const [key, element] of keys(next)) {
      if (known.has(key)) continue;
      element.classList.add("fresh");
      if (element.dataset.news) news.push(element.dataset.news);
    }
    next.dataset.was = was;
    part.replaceWith(document.adoptNode(next));
    if (focused) {
      const same = focused.href && [...next.querySelectorAll("a")].find(a => a.href === focused.href);
      (same || document.getElementById("main")).focus({preventScroll: true});
    }
  }
  if (news.length) tell(news[0]);
}

let telling;
function tell(text) {
  document.getElementById("news").textContent = text;
  clearTimeout(telling);
  telling = setTimeout(() => { document.getElementById("news").textContent = ""; }, 8000);
}

let asking = false, askAgain = false;
async function refresh() {
  if (asking) { askAgain = true; return; }
  asking = true;
  try {
    const answer = await fetch(location.href, {headers: {Accept: "text/html"}});
    if (answer.ok) takeOver(await parsed(answer));
  } catch (e) {
    // The server is away; the stream says so as soon as it is back.
  } finally {
    asking = false;
    if (askAgain) { askAgain = false; refresh(); }
  }
}

if (document.querySelector("[data-live]")) {
  let opened = false;
  const stream = new EventSource("/events?since=" + encodeURIComponent(document.body.dataset.mark));
  stream.addEventListener("change", refresh);
  stream.addEventListener("open", () => { if (opened) refresh(); opened = true; root.dataset.following = "yes"; });
  stream.addEventListener("error", () => { delete root.dataset.following; });
}

// Dropped files go the way of the form.
const drop = document.querySelector("form[data-drop]");
if (drop) {
  const field = drop.querySelector("input[type=file]");
  const bar = drop.querySelector("progress");
  const send = () => {
    const request = new XMLHttpRequest();
    request.open("POST", drop.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = e => { if (e.lengthComputable) bar.value = 100 * e.loaded / e.total; };
    request.onloadend = () => {
      drop.removeAttribute("aria-busy");
      bar.parentElement.hidden = true;
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      if (request.status >= 200 && request.status < 300) {
        drop.reset();
        takeOver(page);
      } else {
        tell((page.querySelector("main .lead") || page.querySelector("h1") || drop.querySelector("[data-silence]")).textContent);
      }
    };
    const data = new FormData(drop);
    drop.setAttribute("aria-busy", "true");
    bar.value = 0;
    bar.parentElement.hidden = false;
    request.send(data);
  };
  drop.addEventListener("submit", e => { e.preventDefault(); send(); });
  let depth = 0;
  const files = e => e.dataTransfer && [...e.dataTransfer.types].includes("Files");
  addEventListener("dragenter", e => { if (files(e)) { e.preventDefault(); depth++; root.classList.add("dropping"); } });
  addEventListener("dragleave", e => { if (files(e) && --depth <= 0) { depth = 0; root.classList.remove("dropping"); } });
  addEventListener("dragover", e => { if (files(e)) e.preventDefault(); });
  addEventListener("drop", e => {
    if (!files(e)) return;
    e.preventDefault();
    depth = 0;
    root.classList.remove("dropping");
    if (e.dataTransfer.files.length && drop.getAttribute("aria-busy") !== "true") {
      field.files = e.dataTransfer.files;
      send();
    }
  });
}

// A form that is answered in place: its part of the answered page takes the place of the one that is shown.
for (const form of document.querySelectorAll("form[data-swap]")) {
  form.addEventListener("submit", async e => {
    if (e.submitter && e.submitter.dataset.whole) return;
    e.preventDefault();
    const part = document.getElementById(form.dataset.swap);
    const data = new FormData(form, e.submitter);
    form.setAttribute("aria-busy", "true");
    part.setAttribute("aria-busy", "true");
    try {
      const page = await parsed(await fetch(form.action, {method: "POST", body: data, headers: {Accept: "text/html"}}));
      const next = page.getElementById(part.id);
      if (next) {
        part.innerHTML = next.innerHTML;
        part.scrollIntoView({block: "nearest"});
      } else {
        tell((page.querySelector("main .lead") || page.querySelector("h1")).textContent);
      }
    } catch (failure) {
      form.submit();
    } finally {
      form.removeAttribute("aria-busy");
      part.removeAttribute("aria-busy");
    }
  });
}
