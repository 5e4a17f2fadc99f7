/** The style of the HTML report: light and dark by the reader's choice, and readable on paper. */

export const htmlStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --sheet: #ffffff; --ink: #1b2230; --soft: #566075; --line: #d9dde5;
  --bar: #3464c8; --track: #e9ecf2; --whisker: #1b2230; --rest: #7b8496; --warn: #8a4b00; --warn-page: #fff4e2;
  --link: #1f55b5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151c; --sheet: #1a1f29; --ink: #e7eaf1; --soft: #a5aec0; --line: #343c4b;
    --bar: #6f9cf5; --track: #272e3b; --whisker: #f2f4f9; --rest: #8f99ac; --warn: #ffca80; --warn-page: #33270f;
    --link: #9dbcff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 2.5rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main, header.page, footer { max-width: 62rem; margin: 0 auto; }
header.page p { margin: 0; letter-spacing: .14em; text-transform: uppercase; font-size: .75rem; color: var(--soft); }
h1 { margin: 0 0 1.5rem; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 0; font-size: 1.3rem; overflow-wrap: anywhere; }
h3 { margin: 2rem 0 .6rem; font-size: 1rem; }
p { margin: .4rem 0; max-width: 46rem; }
a { color: var(--link); }
code { font: .92em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
article, section.foot {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.75rem; margin-bottom: 1.5rem;
}
.soft { color: var(--soft); }
.warn {
  color: var(--warn); background: var(--warn-page); border-left: 3px solid; border-radius: 0 6px 6px 0;
  padding: .6rem .9rem; margin: 1rem 0;
}
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
dl.figures div { border-top: 2px solid var(--line); padding-top: .5rem; }
dl.figures dt { color: var(--soft); font-size: .85rem; }
dl.figures dd { margin: 0; font-size: 1.45rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
dl.figures dd small { display: block; font-size: .8rem; color: var(--soft); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); font-size: .87rem; padding-bottom: .5rem; }
th { text-align: left; font-weight: 600; }
thead th { color: var(--soft); font-size: .82rem; font-weight: 500; border-bottom: 1px solid var(--line); }
th, td { padding: .32rem .75rem .32rem 0; vertical-align: top; }
.made { table-layout: fixed; } .made th { width: 13rem; } .made td { overflow-wrap: anywhere; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
td:last-child, th:last-child { padding-right: 0; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.small { width: auto; min-width: 18rem; }
.small .number { text-align: right; }
.shares td, .shares th { vertical-align: middle; }
.shares tbody tr + tr > * { border-top: 0; }
.shares td.bar { width: 42%; } .shares td.where { width: 26%; }
.shares tr.rest th { font-style: italic; font-weight: 500; }
svg { display: block; width: 100%; }
svg.bar { height: 18px; } svg.strip { height: 22px; }
.track { fill: var(--track); } .value { fill: var(--bar); }
.whisker { stroke: var(--whisker); stroke-width: 1.5; } .hatch { stroke: var(--rest); stroke-width: 3; }
.rest-frame { fill: none; stroke: var(--rest); } .area { fill: var(--bar); }
.scroll { overflow-x: auto; }
.samples { min-width: 44rem; } .samples td:last-child { width: 46%; overflow-wrap: anywhere; }
.strength { color: var(--soft); white-space: nowrap; }
ul { margin: .5rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; max-width: 46rem; }
@media (max-width: 44rem) {
  body { padding: 1.25rem .6rem 2rem; } article, section.foot { padding: 1.1rem; }
  .made th { width: 7rem; } .small { min-width: 0; width: 100%; }
  .shares, .shares caption, .shares tbody { display: block; }
  .shares thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .shares tr { display: grid; grid-template-columns: 1fr auto; padding: .5rem 0; }
  .shares th, .shares td { padding: 0; } .shares td.bar, .shares td.where { grid-column: 1 / -1; width: auto; padding-top: .3rem; }
}
@media print {
  :root {
    --page: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --bar: #3464c8; --track: #eee;
    --whisker: #000; --rest: #666; --warn: #5c3200; --warn-page: #fff; --link: #000;
  }
  body { padding: 0; font-size: 10pt; } article, section.foot { border: 0; padding: 0; }
  article + article { break-before: page; } tr, dl.figures div { break-inside: avoid; } h3 { break-after: avoid; }
  .scroll { overflow: visible; } .samples { min-width: 0; } svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
