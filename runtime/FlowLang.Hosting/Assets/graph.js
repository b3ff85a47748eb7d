// Draws the graphs of a page: dagre places the boxes, this draws them, their columns and the lines between.
(() => {
  'use strict';
  // Of the program's pages: several programs may share an address.
  const root = document.querySelector('a.brand').getAttribute('href').replace(/\/$/, '');
  const svgNamespace = 'http://www.w3.org/2000/svg';
  const head = 30;
  const row = 22;
  const widest = 260;
  const pen = document.createElement('canvas').getContext('2d');

  const element = (name, attributes, ...children) => {
    const made = document.createElementNS(svgNamespace, name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  const width = (text, font) => {
    pen.font = font;
    return pen.measureText(text).width;
  };

  const fit = (text, room, font) => {
    let cut = text;
    while (cut.length > 1 && width(cut === text ? cut : cut + '…', font) > room) {
      cut = cut.slice(0, -1);
    }
    return cut === text ? text : cut + '…';
  };

  const fonts = { label: '600 13px system-ui, sans-serif', small: '12px ui-monospace, monospace' };

  const size = node => {
    const texts = [width(node.label, fonts.label), node.text ? width(node.text, fonts.small) : 0, ...node.columns.map(c => width(c, fonts.small))];
    node.width = Math.min(widest, Math.max(90, Math.ceil(Math.max(...texts)) + 28));
    node.height = head + (node.text ? 18 : 0) + (node.columns.length ? node.columns.length * row + 6 : 0);
  };

  const place = (nodes, edges) => {
    const graph = new dagre.graphlib.Graph();
    graph.setGraph({ rankdir: 'LR', nodesep: 20, ranksep: 80, marginx: 12, marginy: 12 });
    graph.setDefaultEdgeLabel(() => ({}));
    nodes.forEach(node => graph.setNode(node.id, node));
    edges.forEach(edge => graph.setEdge(edge.from, edge.to));
    dagre.layout(graph);
    return graph.graph();
  };

  const text = (value, x, y, room, kind) => {
    const font = kind === 'label' ? fonts.label : fonts.small;
    const shown = fit(value, room, font);
    const made = element('text', { x, y, class: `graph-${kind}` }, shown);
    if (shown !== value) {
      made.append(element('title', {}, value));
    }
    return made;
  };

  const box = node => {
    const left = node.x - node.width / 2;
    const top = node.y - node.height / 2;
    const parts = [element('rect', { x: left, y: top, width: node.width, height: node.height, rx: 6 }), text(node.label, left + 14, top + 20, node.width - 28, 'label')];
    if (node.text) {
      parts.push(text(node.text, left + 14, top + 37, node.width - 28, 'text'));
    }
    const group = element('g', { class: `node ${node.kind}` }, ...parts);
    node.columns.forEach((column, index) => {
      const y = top + head + (node.text ? 18 : 0) + index * row;
      group.append(element(
        'g', { class: 'column', tabindex: 0, role: 'button', 'aria-label': `${node.label}.${column}`, 'data-column': JSON.stringify([node.id, column]) },
        element('rect', { x: left + 4, y, width: node.width - 8, height: row, rx: 4 }),
        text(column, left + 14, y + 15, node.width - 28, 'text')));
    });
    return node.href ? element('a', { href: root + node.href }, group) : group;
  };

  const end = (node, column, isLeft) => {
    const at = node.columns.indexOf(column);
    const y = at < 0 ? node.y : node.y - node.height / 2 + head + (node.text ? 18 : 0) + at * row + row / 2;
    return [node.x + (isLeft ? -1 : 1) * node.width / 2, y];
  };

  const line = (edge, byId) => {
    const [x1, y1] = end(byId.get(edge.from), edge.from_column, false);
    const [x2, y2] = end(byId.get(edge.to), edge.to_column, true);
    const bend = Math.max(24, (x2 - x1) / 2);
    return element('path', { class: 'edge', d: `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2 - 6},${y2}`, 'marker-end': 'url(#arrow)' });
  };

  const key = (node, column) => JSON.stringify([node, column]);

  // All that a column comes from, and all that comes from it.
  const follow = (start, edges) => {
    const found = new Set([start]);
    for (const [from, to] of [['from', 'to'], ['to', 'from']]) {
      let open = [start];
      while (open.length > 0) {
        const here = open.pop();
        for (const edge of edges) {
          const other = key(edge[to], edge[`${to}_column`]);
          if (key(edge[from], edge[`${from}_column`]) === here && !found.has(other)) {
            found.add(other);
            open.push(other);
          }
        }
      }
    }
    return found;
  };

  const pick = (svg, edges, lines) => {
    const show = event => {
      const column = event.target.closest?.('.column');
      svg.classList.toggle('picked', Boolean(column));
      const found = column ? follow(column.dataset.column, edges) : new Set();
      svg.querySelectorAll('.column').forEach(c => c.classList.toggle('on', found.has(c.dataset.column)));
      lines.forEach((drawn, index) => {
        const edge = edges[index];
        drawn.classList.toggle('on', found.has(key(edge.from, edge.from_column)) && found.has(key(edge.to, edge.to_column)));
      });
    };
    ['pointerover', 'focusin', 'focusout', 'pointerleave'].forEach(kind => svg.addEventListener(kind, show));
  };

  const draw = place_ => {
    const { nodes, edges } = JSON.parse(place_.dataset.graph);
    nodes.forEach(size);
    const area = place(nodes, edges);
    const byId = new Map(nodes.map(node => [node.id, node]));
    const lines = edges.map(edge => line(edge, byId));
    const arrow = element('marker', { id: 'arrow', viewBox: '0 0 8 8', refX: 2, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' }, element('path', { d: 'M0,0 L8,4 L0,8 Z' }));
    const svg = element(
      'svg', { width: Math.ceil(area.width), height: Math.ceil(area.height), viewBox: `0 0 ${area.width} ${area.height}`, role: 'group', 'aria-label': place_.dataset.label },
      element('defs', {}, arrow), ...lines, ...nodes.map(box));
    if (nodes.some(node => node.columns.length > 0)) {
      pick(svg, edges, lines);
    }
    place_.replaceChildren(svg);
  };

  document.querySelectorAll('[data-graph]').forEach(draw);
})();
