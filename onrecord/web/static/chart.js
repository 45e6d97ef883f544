// A voice's statements by time, drawn from the table beside it. Without this the table is what there is.
"use strict";
const place = document.querySelector("[data-chart]");
const cells = [...document.querySelectorAll(".series [data-day]")];
if (place && cells.length > 1 && window.uPlot) {
  const days = cells.map((cell) => Date.parse(cell.dataset.day) / 1000);
  const numbers = cells.map((cell) => Number(cell.nextElementSibling.textContent.replaceAll(",", "")));
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
  const half = (days.at(-1) - days[0]) / (days.length - 1) / 2; // of a period: a bar stands over its middle
  const axis = { stroke: () => colour("--soft"), grid: { stroke: () => colour("--line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
  const chart = new uPlot({
    width: place.clientWidth, height: 180, tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"), legend: { live: true },
    scales: { x: { range: (_, first, last) => [first - half, last + half] }, y: { range: (_, __, most) => [0, Math.max(1, most)] } },
    axes: [axis, { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10000] }],
    series: [
      { label: "When", value: (_, at) => cells[days.indexOf(at)]?.textContent ?? "" },
      { label: "Statements", stroke: () => colour("--accent"), fill: () => colour("--edge"), paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } },
    ],
  }, [days, numbers], place);
  document.querySelector(".series").open = false;
  addEventListener("resize", () => chart.setSize({ width: place.clientWidth, height: 180 }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.redraw(false));
}
