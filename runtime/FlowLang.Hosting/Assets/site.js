// What every page does: listens for changes and has its live parts loaded again, keeps "3 min ago" true, sends a form once.
(() => {
  'use strict';
  const live = document.body.dataset.live;
  let source = null;

  const changed = () => htmx.trigger(document.body, 'flow:changed');

  const open = () => {
    if (live && !source && !document.hidden) {
      source = new EventSource(live);
      source.addEventListener('changed', changed);
    }
  };

  // What goes grows, also where nothing is told of it.
  setInterval(() => {
    if (source && document.querySelector('[data-goes]')) {
      changed();
    }
  }, 2000);

  // A hidden page would hold one of the few connections that a browser has for a host.
  const close = () => {
    source?.close();
    source = null;
  };

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else {
      open();
      changed();
    }
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', open);

  // A search may have changed the address since the page was made.
  document.body.addEventListener('htmx:configRequest', event => {
    if (event.detail.elt.hasAttribute('hx-select-oob')) {
      event.detail.path = location.pathname + location.search;
    }
  });

  document.addEventListener('submit', event => {
    const button = event.target.method === 'post' ? event.target.querySelector('button') : null;
    if (button) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('button:disabled').forEach(button => { button.disabled = false; }));

  const units = [[86400, 'd', 172800], [3600, 'h', 3600], [60, 'min', 60], [1, 's', 1]];

  const distance = seconds => {
    const length = Math.abs(seconds);
    const unit = units.find(u => length >= u[2]);
    if (!unit) {
      return 'now';
    }
    const text = `${Math.floor(length / unit[0]).toLocaleString('en')} ${unit[1]}`;
    return seconds > 0 ? `${text} ago` : `in ${text}`;
  };

  setInterval(() => {
    if (!document.hidden) {
      document.querySelectorAll('time[title]').forEach(time => {
        const text = distance((Date.now() - Date.parse(time.dateTime)) / 1000);
        if (time.textContent !== text) {
          time.textContent = text;
        }
      });
    }
  }, 5000);
})();
