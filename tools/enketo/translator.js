/* Enketo's own words come from the page, in its language. */
const words = JSON.parse(document.getElementById('form-words').textContent);

export function t(key, options = {}) {
    return (words[key] || key).replace(/__([^_]+)__/g, (_, name) => options[name] ?? '');
}
