/* Opens a page of an inspection at the place without a network, as it was kept on this phone when it was last open.
   The network comes first; what the page kept for this (page.js) is given only where no answer comes. */
"use strict";
const KEPT = "kept-pages";
const fromKept = (request) => caches.match(request.url, { cacheName: KEPT, ignoreSearch: request.mode === "navigate" });

const answered = async (request) => {
  try {
    const answer = await fetch(request);
    if (request.mode === "navigate" && !answer.ok) await (await caches.open(KEPT)).delete(request.url);
    return answer;
  } catch (cut) {
    const kept = await fromKept(request);
    if (kept) return kept;
    throw cut;
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.location.origin)) event.respondWith(answered(request));
});
