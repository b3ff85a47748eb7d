// A run's log as it is written. Lines are text, never markup; the oldest leave the page when there are many.
(() => {
  'use strict';
  const most = 5000;
  const lines = document.getElementById('lines');
  const follow = document.getElementById('follow');
  const level = document.getElementById('level');
  let state = document.getElementById('log-state');
  let waiting = [];
  let left = 0;

  const part = (name, text) => {
    const span = document.createElement('span');
    span.className = name;
    span.textContent = text;
    return span;
  };

  const say = text => {
    state.textContent = text;
    lines.append(state);
  };

  const draw = () => {
    const some = document.createDocumentFragment();
    for (const line of waiting) {
      const row = document.createElement('div');
      row.className = `line ${line.level}`;
      row.append(part('line-time', line.at.slice(11, 19)), part('line-level', line.level), part('line-text', line.message));
      some.append(row);
    }
    waiting = [];
    lines.insertBefore(some, state);
    while (lines.children.length > most) {
      lines.firstElementChild.remove();
      left++;
    }
    if (left > 0) {
      lines.dataset.left = `${left.toLocaleString('en')} older lines are not shown`;
    }
    if (follow.checked) {
      lines.scrollTop = lines.scrollHeight;
    }
  };

  const source = new EventSource(lines.dataset.stream);
  source.addEventListener('line', event => {
    waiting.push(JSON.parse(event.data));
    if (waiting.length === 1) {
      requestAnimationFrame(draw);
    }
  });
  source.addEventListener('end', () => {
    source.close();
    draw();
    say(lines.querySelector('.line') ? 'end of the log' : 'the run wrote no lines');
    htmx.trigger(document.body, 'flow:changed');
  });
  source.addEventListener('open', () => say('waiting for lines'));
  source.addEventListener('error', () => say(source.readyState === EventSource.CLOSED ? 'the log can not be read' : 'connection lost, trying again'));
  window.addEventListener('pagehide', () => source.close());
  level.addEventListener('change', () => lines.classList.toggle('grave', level.value === 'warning'));
})();
