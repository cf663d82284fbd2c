// SPDX-License-Identifier: EUPL-1.2
#include "connectors/servicebw/sandbox/style_sheet.hpp"

namespace foerderwerk::servicebw::sandbox {

std::string_view style_sheet() {
    return R"css(/* SPDX-License-Identifier: EUPL-1.2 */
:root {
    color-scheme: light dark;
    --paper: #ffffff;
    --ink: #1a1c20;
    --soft: #eef1f5;
    --line: #5b6472;
    --accent: #0b4f9e;
    --on-accent: #ffffff;
    --bad: #a40f1e;
    --good: #17622f;
    --warn-paper: #fff3d6;
}
@media (prefers-color-scheme: dark) {
    :root {
        --paper: #14171c;
        --ink: #eceff4;
        --soft: #22272f;
        --line: #98a2b3;
        --accent: #8fbdf5;
        --on-accent: #0c1826;
        --bad: #ff9aa2;
        --good: #8fdca8;
        --warn-paper: #3a2f12;
    }
}
* { box-sizing: border-box; }
body {
    margin: 0;
    background: var(--paper);
    color: var(--ink);
    font: 1.0625rem/1.55 system-ui, sans-serif;
}
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 3px solid var(--accent); }
header ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
footer { border-top: 1px solid var(--line); margin-top: 2rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2rem; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible,
textarea:focus-visible, [tabindex]:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; background: var(--paper); padding: 0.5rem; }
fieldset { border: 1px solid var(--line); border-radius: 0.4rem; margin: 1.5rem 0; padding: 1rem; }
legend { font-weight: 700; padding: 0 0.4rem; }
.field { margin: 1rem 0; }
.field label { display: block; font-weight: 600; }
.field.choice { display: flex; gap: 0.75rem; align-items: flex-start; }
.field.choice label { font-weight: 400; }
.hint { display: block; color: var(--line); font-size: 0.95rem; }
.error { display: block; color: var(--bad); font-weight: 600; }
input, select, textarea {
    font: inherit;
    color: inherit;
    background: var(--paper);
    border: 2px solid var(--line);
    border-radius: 0.3rem;
    padding: 0.5rem;
    width: 100%;
    min-height: 2.75rem;
}
input[type="checkbox"] { width: 1.5rem; min-height: 1.5rem; flex: none; margin: 0.1rem 0 0; }
[aria-invalid="true"] { border-color: var(--bad); }
button, .button {
    display: inline-block;
    font: inherit;
    font-weight: 700;
    border: 2px solid var(--accent);
    border-radius: 0.3rem;
    padding: 0.6rem 1.2rem;
    min-height: 2.75rem;
    background: var(--accent);
    color: var(--on-accent);
    text-decoration: none;
    cursor: pointer;
}
button.second { background: transparent; color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.5rem 0; }
.box { border: 2px solid var(--line); border-radius: 0.4rem; padding: 0.5rem 1rem; margin: 1rem 0; }
.box.bad { border-color: var(--bad); }
.box.good { border-color: var(--good); }
.box.warn { background: var(--warn-paper); border-color: var(--ink); }
dl { display: grid; grid-template-columns: minmax(9rem, 1fr) 2fr; gap: 0.4rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
dd dl { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.5rem; border-bottom: 1px solid var(--line); }
@media (max-width: 32rem) {
    dl { grid-template-columns: 1fr; gap: 0 1rem; }
    dd { margin-bottom: 0.6rem; }
}
@media print {
    header, footer, .actions, .skip { display: none; }
    body { background: #fff; color: #000; }
}
)css";
}

}  // namespace foerderwerk::servicebw::sandbox
