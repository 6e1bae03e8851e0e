/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<g stroke="#3a3742" stroke-width="1.6">
<rect x="8" y="20" width="30" height="32" rx="4" fill="#bcdcf0"/>
<circle cx="23" cy="38" r="9" fill="#e2705a"/>
<rect x="58" y="20" width="30" height="32" rx="4" fill="#b9b3a6"/></g>
<g fill="#3a3742"><circle cx="64" cy="27" r="1.3"/><circle cx="71" cy="25" r="1.3"/><circle cx="79" cy="29" r="1.3"/>
<circle cx="66" cy="34" r="1.3"/><circle cx="75" cy="35" r="1.3"/><circle cx="83" cy="37" r="1.3"/><circle cx="63" cy="42" r="1.3"/>
<circle cx="71" cy="43" r="1.3"/><circle cx="79" cy="45" r="1.3"/><circle cx="67" cy="48" r="1.3"/><circle cx="84" cy="25" r="1.3"/></g>
<g fill="none" stroke="#1f8f7d" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">
<path d="M42 30h12M50 26l4 4-4 4M54 43H42M46 39l-4 4 4 4"/></g></svg>`
