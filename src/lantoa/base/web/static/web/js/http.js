// Small helpers for modules that talk to the server.

/** The token that Django wants with every POST: from the cookie, else from a form on the page. */
export function csrfToken() {
  const cookie = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  if (cookie) return decodeURIComponent(cookie[1]);
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

/** POST `body` as JSON; resolves to {ok, status, data}, where data.error.message is a sentence for people. */
export async function postJSON(url, body, { token = csrfToken(), keepalive = false, signal } = {}) {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    keepalive,
    signal,
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body ?? {}),
  });
  let data = null;
  try {
    data = await response.json();
  } catch {
    // An answer without a body is an answer too.
  }
  return { ok: response.ok, status: response.status, data };
}
