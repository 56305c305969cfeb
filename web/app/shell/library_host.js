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
  // A portrait for a card: cut from the middle, a little above, to 480 by 640; as good as 300,000 bytes allow.
  $Portrait: { image: null, url: '', x: 0, y: 0, zoom: 1 },
  $takePortrait__deps: ['$Page', '$Portrait'],
  $takePortrait: function (id) {
    var answer = function (url, bytes) {
      Page.lend(url, function (at, length) {
        Page.lend(bytes, function (jpeg, size) { _sigillo_photo(id, at, length, jpeg, size); });
      });
      Page.request();
    };
    if (!Portrait.image) { answer('', new Uint8Array(0)); return; }
    var image = Portrait.image, canvas = document.createElement('canvas');
    canvas.width = 480; canvas.height = 640;
    var scale = Math.min(image.width / 480, image.height / 640) / Portrait.zoom;
    var width = 480 * scale, height = 640 * scale;
    Portrait.x = Math.min(Math.max(Portrait.x, 0), image.width - width);
    Portrait.y = Math.min(Math.max(Portrait.y, 0), image.height - height);
    var context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 480, 640);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, Portrait.x, Portrait.y, width, height, 0, 0, 480, 640);
    var attempt = function (quality) {
      canvas.toBlob(function (blob) {
        if (blob && blob.size > 290000 && quality > 0.4) { attempt(quality - 0.1); return; }
        if (!blob) { answer('', new Uint8Array(0)); return; }
        blob.arrayBuffer().then(function (buffer) {
          if (Portrait.url) URL.revokeObjectURL(Portrait.url);
          Portrait.url = URL.createObjectURL(blob);
          answer(Portrait.url, new Uint8Array(buffer));
        });
      }, 'image/jpeg', quality);
    };
    attempt(0.92);
  },
  $pickFile: function (kinds, use) {
    var input = document.createElement('input');
    input.type = 'file';
    input.accept = kinds;
    input.onchange = function () { if (input.files && input.files[0]) use(input.files[0]); };
    input.click();
  },
  sigillo_js_file_pick__deps: ['$Page', '$pickFile'],
  sigillo_js_file_pick: function (id, kinds, length) {
    pickFile(Page.text(kinds, length), function (file) {
      file.arrayBuffer().then(function (buffer) {
        Page.lend(file.name, function (at, size) {
          Page.lend(new Uint8Array(buffer), function (content, many) { _sigillo_file(id, at, size, content, many); });
        });
        Page.request();
      }, function () {});
    });
  },
  sigillo_js_photo_choose__deps: ['$takePortrait', '$pickFile'],
  sigillo_js_photo_choose: function (id) {
    pickFile('image/*', function (file) {
      window.createImageBitmap(file).then(function (image) {
        Portrait.image = image;
        Portrait.zoom = 1;
        var scale = Math.min(image.width / 480, image.height / 640);
        Portrait.x = (image.width - 480 * scale) / 2;
        Portrait.y = (image.height - 640 * scale) / 3;
        takePortrait(id);
      }, function () { Portrait.image = null; takePortrait(id); });
    });
  },
  sigillo_js_photo_frame__deps: ['$takePortrait'],
  sigillo_js_photo_frame: function (id, right, down, closer) {
    var image = Portrait.image;
    if (image) {
      var fit = Math.min(image.width / 480, image.height / 640), before = fit / Portrait.zoom;
      Portrait.zoom = Math.min(Math.max(Portrait.zoom * Math.pow(1.1, closer), 1), 4);
      var after = fit / Portrait.zoom;
      // About the middle of what is shown.
      Portrait.x += 240 * (before - after) + right * 48 * after;
      Portrait.y += 320 * (before - after) + down * 64 * after;
    }
    takePortrait(id);
  },
});
