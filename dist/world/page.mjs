// The look of the demo's own pages: plain HTML that works at 390 px, light and dark, without scripts.

export const escape = (text) =>
  String(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c])

const style = `
:root { color-scheme: light dark; --ink: #17324d; --soft: #455b71; --ground: #f2f5f8; --card: #fff; --line: #c5d1dc; --accent: #0066cc; --ok: #00633c; --warn: #8a4a00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ecf2; --soft: #b3c2d1; --ground: #0f1a26; --card: #182635; --line: #3d5268; --accent: #7ab8ff; --ok: #6fd8a4; --warn: #ffc07a; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 "Titillium Web", system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header { background: #06315c; color: #fff; padding: 12px 20px; display: flex; flex-wrap: wrap; gap: 6px 22px; align-items: baseline; }
header b { margin-right: auto; } header a { color: #fff; }
main { max-width: 860px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 28px; line-height: 1.25; margin: 8px 0 4px; } h2 { font-size: 20px; margin: 0 0 4px; }
a { color: var(--accent); } .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; margin: 16px 0; }
.row { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: center; justify-content: space-between; }
.badge { border: 1px solid currentColor; border-radius: 999px; padding: 1px 10px; font-size: 14px; font-weight: 600; }
.ok { color: var(--ok); } .warn { color: var(--warn); }
button, .button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 20px; border-radius: 8px; border: 1px solid #0066cc; background: #0066cc; color: #fff; cursor: pointer; text-decoration: none; display: inline-block; }
button.plain { background: transparent; color: var(--accent); border-color: var(--accent); }
:focus-visible { outline: 3px solid #ff9900; outline-offset: 2px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 15px/1.5 ui-monospace, monospace; margin: 12px 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
form { margin: 0; }
`

export function page({ title, base, portal, refresh = 0, body }) {
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>${escape(title)} - Sigillo demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">${refresh ? `<meta http-equiv="refresh" content="${refresh}">` : ''}
<style>${style}</style></head><body><header><b>Sigillo · demo</b><a href="${base}/inbox">E-mail, PEC e SMS</a><a href="${base}/drawer">Cassetto delle carte</a><a href="${base}/clock">Orologio</a><a href="${escape(portal)}">Portale</a></header>
<main><h1>${escape(title)}</h1>${body}</main></body></html>`
}

// Addresses become links; everything else stays text.
export const linkify = (text) => escape(text).replace(/https?:\/\/[^\s<]+[^\s<.,;:)]/g, (url) => `<a href="${url}">${url}</a>`)

export async function read(request, limit = 65536) {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > limit) throw Object.assign(new Error('too large'), { status: 413 })
  }
  return text
}

export function send(response, status, body, type = 'text/html; charset=utf-8', headers = {}) {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers })
  response.end(body)
}
export const sendJson = (response, value, status = 200) => send(response, status, JSON.stringify(value), 'application/json')
export const redirect = (response, location) => send(response, 303, '', 'text/plain', { Location: location })
