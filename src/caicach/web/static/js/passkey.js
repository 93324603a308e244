"use strict";
/* A form that a passkey answers: shown only where the browser can ask for one; sent with the answer in it. */
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = async (kind, options) => {
    options.challenge = bytes(options.challenge);
    if (kind === "get") {
      options.allowCredentials = named(options.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = named(options.excludeCredentials);
    return navigator.credentials.create({ publicKey: options });
  };
  const answer = (made) => {
    const response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach((part) => {
      if (made.response[part]) response[part] = text(made.response[part]);
    });
    return JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const told = form.querySelector("[data-told]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      told.hidden = true;
      try {
        const made = await asked(form.dataset.passkey, JSON.parse(form.dataset.options));
        form.elements.passkey.value = answer(made);
        form.submit();
      } catch {
        told.hidden = false;
      }
    });
  });
})();
