// The ports of host.hpp, as the browser has them. Page is library_sigillo.js's.

mergeInto(LibraryManager.library, {
  sigillo_js_fetch__deps: ['$Page'],
  sigillo_js_fetch: function (id, method, method_length, path, path_length, body, body_length) {
    var options = { method: Page.text(method, method_length), credentials: 'same-origin', headers: { 'Accept': 'application/json' } };
    if (body_length) {
      options.body = Page.text(body, body_length);
      options.headers['Content-Type'] = 'application/json';
    }
    var done = function (status, bytes) {
      Page.lend(bytes, function (pointer, length) { _sigillo_fetched(id, status, pointer, length); });
      Page.request();
    };
    var address = Page.text(path, path_length), early = Page.early;
    if (early && early[0] == address) Page.early = null;
    else early = null;
    (early ? early[1] : fetch(address, options)).then(function (response) {
      return response.arrayBuffer().then(function (buffer) { done(response.status, new Uint8Array(buffer)); });
    }).catch(function () { done(0, new Uint8Array(0)); });
  },
  sigillo_js_socket_open__deps: ['$Page'],
  sigillo_js_socket_open: function (id, url, length) {
    var address = Page.text(url, length);
    if (address[0] == '/') address = (location.protocol == 'https:' ? 'wss://' : 'ws://') + location.host + address;
    var tell = function (kind, content, code) {
      if (!Page.sockets.has(id)) return;
      Page.lend(content, function (pointer, size) { _sigillo_socket(id, kind, pointer, size, code); });
      Page.request();
    };
    var closed = function (e) { tell(2, '', e.code || 1006); Page.sockets.delete(id); };
    try {
      var socket = new WebSocket(address);
      Page.sockets.set(id, socket);
      socket.onopen = function () { tell(0, '', 0); };
      socket.onmessage = function (e) { if (typeof e.data == 'string') tell(1, e.data, 0); };
      socket.onclose = closed;
    } catch (_) {
      Page.sockets.set(id, null);
      setTimeout(function () { closed({ code: 1006 }); }, 0);
    }
  },
  sigillo_js_socket_send__deps: ['$Page'],
  sigillo_js_socket_send: function (id, text, length) {
    var socket = Page.sockets.get(id);
    if (socket && socket.readyState == 1) socket.send(Page.text(text, length));
  },
  sigillo_js_socket_close__deps: ['$Page'],
  sigillo_js_socket_close: function (id) {
    var socket = Page.sockets.get(id);
    Page.sockets.delete(id);
    if (socket) socket.close();
  },
  sigillo_js_timer__deps: ['$Page'],
  sigillo_js_timer: function (id, milliseconds) {
    setTimeout(function () { if (_sigillo_timer(id)) Page.request(); }, milliseconds);
  },
  sigillo_js_now: function () { return Date.now(); },
  sigillo_js_zone: function () { return -new Date().getTimezoneOffset(); },
  // Texts that come back: the caller frees them. The length goes to *length.
  sigillo_js_ask__deps: ['$Page'],
  sigillo_js_ask: function (what, key, key_length, length) {
    var name = Page.text(key, key_length), out = '';
    if (what == 0) { try { out = window.sessionStorage.getItem(name) || ''; } catch (_) {} }
    else if (what == 1) out = location.pathname + location.search + location.hash;
    else if (what == 2) out = location.origin;
    else if (what == 3) out = Page.language();
    else out = Page.textsAddress(name);
    var bytes = Page.encoder.encode(out);
    var pointer = _malloc(bytes.length || 1);
    HEAPU8.set(bytes, pointer);
    HEAPU32[length >> 2] = bytes.length;
    return pointer;
  },
  sigillo_js_store__deps: ['$Page'],
  sigillo_js_store: function (key, key_length, value, value_length) {
    try { window.sessionStorage.setItem(Page.text(key, key_length), Page.text(value, value_length)); return 1; }
    catch (_) { return 0; }
  },
  sigillo_js_forget__deps: ['$Page'],
  sigillo_js_forget: function (key, key_length) {
    try { window.sessionStorage.removeItem(Page.text(key, key_length)); } catch (_) {}
  },
  sigillo_js_navigate__deps: ['$Page'],
  sigillo_js_navigate: function (how, url, length) {
    var address = Page.text(url, length);
    if (how == 0) history.pushState(null, '', address);
    else if (how == 1) history.replaceState(null, '', address);
    else location.assign(address);
  },
  sigillo_js_copy__deps: ['$Page'],
  sigillo_js_copy: function (id, text, length) {
    var content = Page.text(text, length);
    // Without a secure page there is no clipboard to write to.
    Promise.resolve().then(function () { return navigator.clipboard.writeText(content); }).then(
      function () { Page.reported(id, 1); }, function () { Page.reported(id, 0); });
  },
  // Taken after the next frame, when the canvas holds it.
  sigillo_js_picture__deps: ['$Page'],
  sigillo_js_picture: function (id, name, length) {
    Page.picture = [id, Page.text(name, length)];
    Page.request();
  },
  sigillo_js_permission__deps: ['$Page'],
  sigillo_js_permission: function (id) {
    var names = ['loopback-network', 'local-network-access'];
    var answer = function (state) {
      var at = ['granted', 'denied', 'prompt'].indexOf(state);
      _sigillo_permission(id, at < 0 ? 3 : at);
      Page.request();
    };
    var ask = function (i) {
      if (i == names.length || !navigator.permissions) { setTimeout(function () { answer(''); }, 0); return; }
      navigator.permissions.query({ name: names[i] }).then(
        function (status) { answer(status.state); }, function () { ask(i + 1); });
    };
    ask(0);
  },
});
