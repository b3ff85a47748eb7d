// Charts of a stream's last hour, drawn again when a new sample is due.
(() => {
  'use strict';
  const every = 10000;
  const place = document.querySelector('[data-history]');
  const charts = new Map();

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const options = (holder, unit) => ({
    width: holder.clientWidth,
    height: 180,
    legend: { live: true },
    cursor: { y: false },
    scales: { y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    axes: [
      { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } },
      { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') }, size: 64 },
    ],
    series: [{ label: 'time' }, { label: unit, stroke: colour('--accent'), width: 2, fill: colour('--accent-soft'), spanGaps: false, points: { show: false } }],
  });

  const draw = samples => {
    const times = samples.map(sample => Date.parse(sample.at) / 1000);
    document.querySelectorAll('.chart').forEach(holder => {
      const data = [times, samples.map(sample => sample[holder.dataset.field])];
      if (charts.has(holder)) {
        charts.get(holder).setData(data);
      } else {
        charts.set(holder, new uPlot(options(holder, holder.dataset.unit), data, holder));
      }
    });
  };

  const load = async () => {
    if (document.hidden) {
      return;
    }
    const answer = await fetch(place.dataset.history, { headers: { Accept: 'application/json' } });
    if (answer.ok) {
      draw(await answer.json());
    }
  };

  const again = () => {
    charts.forEach(chart => chart.destroy());
    charts.clear();
    load();
  };

  window.addEventListener('resize', () => charts.forEach((chart, holder) => chart.setSize({ width: holder.clientWidth, height: 180 })));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  setInterval(load, every);
  load();
})();
