/* Opens a page of an inspection at the place without a network, as it was kept on this phone when it was last open.
   The network comes first; what the page kept for this (page.js) is given only where no answer comes, or none of ours. */
"use strict";
const KEPT = "kept-pages";
const NO_LONGER = [401, 403, 404, 410];
const NO_SERVER = [502, 503, 504];

const given = async (request) => {
  const kept = await caches.match(request.url, { ignoreSearch: request.mode === "navigate" });
  if (!kept || request.mode !== "navigate") return kept;
  const words = (await kept.text()).replace("<body", "<body data-given-from-kept");
  return new Response(words, { status: 200, headers: kept.headers });
};

const forget = async (address) => {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  for (const name of names) await (await caches.open(name)).delete(address, { ignoreSearch: true });
};

const answered = async (request) => {
  let answer;
  try {
    answer = await fetch(request);
  } catch (cut) {
    const kept = await given(request);
    if (kept) return kept;
    throw cut;
  }
  if (request.mode !== "navigate") return answer;
  if (answer.type === "opaqueredirect" || NO_LONGER.includes(answer.status)) await forget(request.url);
  return (NO_SERVER.includes(answer.status) && (await given(request))) || answer;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.location.origin)) event.respondWith(answered(request));
});
