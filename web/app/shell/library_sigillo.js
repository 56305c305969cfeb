// The page's side of the shell: applies the operations of semantics/operations.hpp to the document, sends what the
// person does back, asks for frames only when something happened, and implements the ports of host.hpp.
// A JavaScript library of Emscripten, so that the minifier sees it together with the rest.

mergeInto(LibraryManager.library, {
  $Page__deps: [],
  $Page__postset: 'Page.begin();',
  $Page: {
    elements: null, // Map: semantic id -> element; objects are made in start(), Emscripten copies only plain values
    root: null,
    canvas: null,
    stage: null,
    queued: false,
    frames: 0,
    plain: false,   // chosen by the person, or nothing else is possible
    forced: false,  // forced colours, or no renderer works
    canPaint: false,
    limit: 8192,    // largest side of a canvas, device pixels
    height: 0,      // of the page
    pointer: [-1000, -1000, 0],
    hover: null,
    focus: null,
    lostFocus: false,
    picture: null,  // to be taken: [id of the answer, name of the file]
    zoomed: 0,      // timer
    screen: null,   // query for the screen's density
    sockets: null,
    decoder: null,
    encoder: null,
    early: null,    // [address, answer]: what is fetched while the program still comes

    // The sentences of the language that the person will most likely see: the same rule as App::start's.
    begin: function () {
      var language = '';
      try { language = window.sessionStorage.getItem('sigillo.language') || ''; } catch (_) {}
      var address = Page.textsAddress(language || Page.language());
      if (address) Page.early = [address, fetch(address, { credentials: 'same-origin' })];
    },
    language: function () {
      return (navigator.languages && navigator.languages[0]) || navigator.language || 'it';
    },
    textsAddress: function (language) {
      return document.documentElement.dataset[language.slice(0, 2) == 'en' ? 'en' : 'it'] || '';
    },

    text: function (pointer, length) {
      return Page.decoder.decode(HEAPU8.subarray(pointer, pointer + length));
    },
    // Calls `use(pointer, length)` with a copy of the text (or bytes) in the program's memory.
    lend: function (content, use) {
      var bytes = typeof content == 'string' ? Page.encoder.encode(content) : content;
      var pointer = _malloc(bytes.length || 1);
      HEAPU8.set(bytes, pointer);
      use(pointer, bytes.length);
      _free(pointer);
    },

    request: function () {
      if (Page.queued) return;
      Page.queued = true;
      requestAnimationFrame(Page.frame);
    },
    shown: function () {
      return Page.canPaint && !Page.plain && !Page.forced;
    },
    // Device pixels a CSS pixel: the screen's, times the zoom of two fingers as far as 16 million pixels go (what
    // phones allow a canvas), or as many as a canvas of the page's height can have.
    density: function (width) {
      var density = Math.min(Math.max(window.devicePixelRatio || 1, 0.5), 4);
      var pinch = window.visualViewport ? window.visualViewport.scale : 1;
      if (pinch > 1) {
        // In steps, so that each zoom does not bake glyphs of a size of its own.
        density = Math.max(density, Math.min(density * Math.ceil(pinch * 2) / 2, Math.sqrt(16e6 / width / (Page.height || 1))));
      }
      return Page.height ? Math.min(density, Page.limit / Math.max(Page.height, width)) : density;
    },
    // Another screen, or the browser's zoom: "resize" does not tell of all of them.
    followScreen: function () {
      Page.screen = window.matchMedia('(resolution: ' + window.devicePixelRatio + 'dppx)');
      Page.screen.addEventListener('change', function () { Page.request(); Page.followScreen(); }, { once: true });
    },
    frame: function () {
      Page.queued = false;
      var width = document.documentElement.clientWidth;
      var density = Page.density(width);
      var before = Page.height;
      var paints = Page.shown();
      var drawn = _sigillo_frame(width, window.innerHeight, density, window.scrollY,
        (window.matchMedia('(prefers-color-scheme: dark)').matches ? 1 : 0) | (paints ? 2 : 0) | (Page.pointer[2] ? 4 : 0),
        Page.pointer[0], Page.pointer[1]);
      if (!drawn) return;
      if (paints) Page.frames++;
      if (Page.picture) Page.takePicture(paints);
      document.documentElement.dataset['frames'] = String(Page.frames);
      // The page grew past what a canvas can be, or is no longer that tall: again, at the density that fits.
      if (Page.height != before && Page.density(width) != density) Page.request();
    },
    reported: function (id, done) {
      _sigillo_reported(id, done);
      Page.request();
    },
    takePicture: function (paints) {
      var id = Page.picture[0], name = Page.picture[1];
      Page.picture = null;
      var save = function (blob, extension) {
        if (blob) {
          var link = document.createElement('a');
          link.href = URL.createObjectURL(blob);
          link.download = name + extension;
          link.click();
          setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
        }
        Page.reported(id, blob ? 1 : 0);
      };
      if (paints) Page.canvas.toBlob(function (blob) { save(blob, '.png'); });
      else setTimeout(function () { save(new Blob([Page.root.innerText], { type: 'text/plain' }), '.txt'); }, 0);
    },
    applyView: function () {
      var paints = Page.shown();
      var root = document.documentElement;
      root.classList.toggle('canvas', paints);
      root.classList.toggle('plain', !paints);
      Page.canvas.hidden = !paints;
      Page.request();
    },

    event: function (kind, id, text, checked) {
      Page.lend(text, function (pointer, length) {
        _sigillo_event(kind, id, pointer, length, checked ? 1 : 0);
      });
      Page.request();
    },
    idOf: function (element) {
      return element ? element.sigilloId || 0 : 0;
    },
    main: function () {
      return document.getElementById('contenuto');
    },

    onClick: function (e) {
      var target = e.target.closest('button,a');
      if (!target || !Page.root.contains(target)) return;
      if (target.tagName == 'A') {
        var href = target.getAttribute('href') || '';
        if (href[0] == '#') {
          e.preventDefault();
          var main = Page.main();
          if (main) { main.focus(); main.scrollIntoView(); }
          return;
        }
        var internal = href[0] == '/' && href[1] != '/' && !target.target;
        if (!internal || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
        e.preventDefault();
        Page.event(0, Page.idOf(target), '', false);
        return;
      }
      if (target.dataset['action'] == 'plain') {
        Page.plain = !Page.plain;
        try { window.localStorage.setItem('sigillo.view', Page.plain ? 'plain' : 'graphic'); } catch (_) {}
        Page.applyView();
        return;
      }
      if (target.type == 'submit') return;
      Page.event(0, Page.idOf(target), '', false);
    },
    onInput: function (e) {
      var target = e.target;
      if (target.type == 'checkbox' || target.type == 'radio') return;
      Page.event(1, Page.idOf(target), target.value, false);
    },
    onChange: function (e) {
      var target = e.target;
      if (target.type == 'checkbox' || target.type == 'radio') {
        Page.event(2, Page.idOf(target), '', target.checked);
      }
    },
    onSubmit: function (e) {
      e.preventDefault();
      var button = e.submitter || e.target.querySelector('[type=submit]');
      if (button && button.getAttribute('aria-disabled') == 'true') return;
      Page.event(3, Page.idOf(e.target), '', false);
    },
    onPointer: function (e) {
      if (e.pointerType == 'touch') return;
      var target = e.target.closest ? e.target.closest('button,a,input,select,textarea,tr') : null;
      var down = e.type == 'pointerdown' ? 1 : e.type == 'pointerup' ? 0 : Page.pointer[2];
      var changed = target != Page.hover || (target && down != Page.pointer[2]);
      Page.pointer = [e.pageX, e.pageY, down];
      Page.hover = target;
      if (changed && Page.shown()) Page.request();
    },
    onLeave: function () {
      Page.pointer = [-1000, -1000, 0];
      if (Page.hover && Page.shown()) Page.request();
      Page.hover = null;
    },

    create: function (id, parent, before, tag) {
      var element = document.createElement(tag);
      element.id = 'n' + id;
      element.sigilloId = id;
      Page.elements.set(id, element);
      if (tag == 'dialog') {
        element.addEventListener('cancel', function (e) {
          if (e.target != element) return;
          e.preventDefault();
          Page.event(4, id, '', false);
        });
        // Browsers let nobody hold a second Escape back: the state decides whether the dialog comes back.
        element.addEventListener('close', function () {
          if (Page.elements.has(id)) Page.event(4, id, '', false);
        });
      }
      Page.put(element, parent, before);
    },
    put: function (element, parent, before) {
      var to = parent ? Page.elements.get(parent) : Page.root;
      var after = before ? Page.elements.get(before) : null;
      to.insertBefore(element, after ? after.nextSibling : Page.firstChild(to));
    },
    firstChild: function (element) {
      // A leaf's own text stays in front of its children.
      var child = element.firstChild;
      while (child && child.nodeType == 3) child = child.nextSibling;
      return child;
    },
    remove: function (id) {
      var element = Page.elements.get(id);
      if (!element) return;
      if (element.contains(document.activeElement)) Page.lostFocus = true;
      var inner = element.querySelectorAll('*');
      for (var i = 0; i < inner.length; i++) {
        if (inner[i].sigilloId) Page.elements.delete(inner[i].sigilloId);
      }
      Page.elements.delete(id);
      if (element.tagName == 'DIALOG' && element.open) element.close();
      element.remove();
    },
    setText: function (element, text) {
      if (element.firstChild && element.firstChild.nodeType == 3) {
        element.firstChild.nodeValue = text;
      } else {
        element.insertBefore(document.createTextNode(text), element.firstChild);
      }
    },
    apply: function (pointer, length) {
      var at = pointer, end = pointer + length;
      var view = new DataView(HEAPU8.buffer);
      var u32 = function () { at += 4; return view.getUint32(at - 4, true); };
      var f32 = function () { at += 4; return view.getFloat32(at - 4, true); };
      var string = function () { var size = u32(); at += size; return Page.text(at - size, size); };
      var px = function (number) { return Math.round(number * 100) / 100 + 'px'; };
      Page.lostFocus = false;
      Page.focus = null;
      while (at < end) {
        var operation = view.getUint8(at++);
        if (operation >= 11) {
          if (operation == 11) document.title = string();
          else if (operation == 12) document.documentElement.lang = string();
          else if (operation == 13) {
            var live = document.getElementById(u32() ? 'live-assertive' : 'live-polite');
            live.textContent = string();
          } else { Page.height = f32(); Page.stage.style.height = px(Page.height); }
          continue;
        }
        var id = u32();
        var element = Page.elements.get(id);
        switch (operation) {
          case 1: { var parent = u32(), before = u32(); Page.create(id, parent, before, string()); break; }
          case 2: Page.remove(id); break;
          case 3: { var under = u32(); Page.put(element, under, u32()); break; }
          case 4: Page.setText(element, string()); break;
          case 5: {
            var name = string(), value = string();
            element.setAttribute(name, value);
            break;
          }
          case 6: element.removeAttribute(string()); break;
          case 7: {
            var style = element.style;
            style.left = px(f32()); style.top = px(f32()); style.width = px(f32()); style.height = px(f32());
            break;
          }
          case 8: { var content = string(); if (element.value != content) element.value = content; break; }
          case 9: element.checked = !!u32(); break;
          case 10: Page.focus = id; break;
        }
      }
      Page.settle();
    },
    settle: function () {
      var dialogs = Page.root.querySelectorAll('dialog');
      for (var i = 0; i < dialogs.length; i++) if (!dialogs[i].open) dialogs[i].showModal();
      document.documentElement.classList.toggle('modal', dialogs.length > 0);
      var wanted = Page.focus && Page.elements.get(Page.focus);
      if (wanted) {
        if (wanted.tagName == 'H1') window.scrollTo(0, 0);
        wanted.focus();
      } else if (Page.lostFocus && (!document.activeElement || document.activeElement == document.body)) {
        // What had the focus is gone: keep the place in the page for the next Tab.
        var main = Page.main();
        if (main) main.focus({ preventScroll: true });
      }
    },

    start: function () {
      Page.elements = new Map();
      Page.sockets = new Map();
      Page.decoder = new TextDecoder();
      Page.encoder = new TextEncoder();
      Page.root = document.getElementById('ui');
      Page.canvas = document.getElementById('canvas');
      Page.stage = document.getElementById('stage');
      try { Page.plain = window.localStorage.getItem('sigillo.view') == 'plain'; } catch (_) {}
      var root = Page.root;
      root.addEventListener('click', Page.onClick);
      root.addEventListener('input', Page.onInput);
      root.addEventListener('change', Page.onChange);
      root.addEventListener('submit', Page.onSubmit);
      ['pointermove', 'pointerdown', 'pointerup'].forEach(function (type) {
        window.addEventListener(type, Page.onPointer, { passive: true });
      });
      document.documentElement.addEventListener('pointerleave', Page.onLeave);
      window.addEventListener('resize', Page.request);
      Page.followScreen();
      if (window.visualViewport) {
        // Text is drawn anew when the fingers rest.
        window.visualViewport.addEventListener('resize', function () {
          clearTimeout(Page.zoomed);
          Page.zoomed = setTimeout(Page.request, 150);
        });
      }
      // Whoever leaves does not wait for the next frame, and a hidden page has none: what was typed is kept now.
      ['pagehide', 'visibilitychange'].forEach(function (type) {
        window.addEventListener(type, function () { if (Page.queued) Page.frame(); });
      });
      window.addEventListener('popstate', function () { _sigillo_location(); Page.request(); });
      ['online', 'offline'].forEach(function (type) {
        window.addEventListener(type, function () { _sigillo_online(type == 'online' ? 1 : 0); Page.request(); });
      });
      window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', Page.request);
      var forced = window.matchMedia('(forced-colors: active)');
      var follow = function () { Page.forced = forced.matches; Page.applyView(); };
      forced.addEventListener('change', follow);
      Page.canvas.addEventListener('webglcontextlost', function (e) {
        e.preventDefault();
        _sigillo_context_lost();
        Page.applyView();
      });
      Page.forced = forced.matches;
    },
  },

  sigillo_js_start__deps: ['$Page'],
  sigillo_js_start: function () { Page.start(); },
  // 0: choose; 1: the person wants no WebGL (for tests and broken drivers: localStorage sigillo.view = "cpu").
  sigillo_js_wants_cpu__deps: ['$Page'],
  sigillo_js_wants_cpu: function () {
    try { return window.localStorage.getItem('sigillo.view') == 'cpu' ? 1 : 0; } catch (_) { return 0; }
  },
  sigillo_js_can_paint__deps: ['$Page'],
  sigillo_js_can_paint: function (can, limit) {
    Page.canPaint = !!can;
    Page.limit = limit;
    Page.applyView();
  },
  // A canvas gives one kind of context for life: the CPU renderer needs a fresh one.
  sigillo_js_new_canvas__deps: ['$Page'],
  sigillo_js_new_canvas: function () {
    var fresh = Page.canvas.cloneNode(false);
    Page.canvas.replaceWith(fresh);
    Page.canvas = fresh;
    return fresh.getContext('2d', { alpha: false }) ? 1 : 0;
  },
  // Dear ImGui's backend asks for the state before each frame, to put it back afterwards, and each question waits
  // until all earlier frames are drawn. Nobody else draws here, so what it puts back is what the first answer said.
  sigillo_js_remember_state__deps: ['$GL'],
  sigillo_js_remember_state: function () {
    var context = GLctx, ask = context.getParameter, known = new Map();
    context.getParameter = function (name) {
      if (!known.has(name)) known.set(name, ask.call(context, name));
      return known.get(name);
    };
  },
  sigillo_js_size__deps: ['$Page'],
  sigillo_js_size: function (width, height, css_height) {
    var canvas = Page.canvas;
    if (canvas.width != width) canvas.width = width;
    if (canvas.height != height) canvas.height = height;
    canvas.style.height = css_height + 'px';
  },
  sigillo_js_put_pixels__deps: ['$Page'],
  sigillo_js_put_pixels: function (pixels, width, height) {
    var bytes = new Uint8ClampedArray(HEAPU8.buffer, pixels, width * height * 4);
    Page.canvas.getContext('2d', { alpha: false }).putImageData(new ImageData(bytes, width, height), 0, 0);
  },
  sigillo_js_apply__deps: ['$Page'],
  sigillo_js_apply: function (pointer, length) { Page.apply(pointer, length); },
  sigillo_js_request__deps: ['$Page'],
  sigillo_js_request: function () { Page.request(); },
  sigillo_js_font__deps: ['$Page'],
  sigillo_js_font: function (weight, pointer, length) {
    var face = new FontFace('Titillium Web', HEAPU8.slice(pointer, pointer + length).buffer,
      { weight: String(weight), style: 'normal' });
    document.fonts.add(face);
  },
});
