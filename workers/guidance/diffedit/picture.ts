/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<ellipse cx="48" cy="60" rx="34" ry="4" fill="#d8cfbd"/>
<g stroke="#3a3742" stroke-width="1.6">
<circle cx="32" cy="38" r="10" fill="#e2705a"/>
<path d="M65 24c4 3 3 7 6 11 4 6 2 14-7 14s-11-8-7-14c3-4 3-9 8-11z" fill="#93bf76"/></g>
<path d="M14 42h68q-2 18-20 18H34q-18 0-20-18z" fill="#fbf8f1" stroke="#3a3742" stroke-width="1.6"/>
<rect x="51" y="15" width="28" height="30" rx="6" fill="#7a4fe0" fill-opacity=".16" stroke="#7a4fe0" stroke-width="1.8" stroke-dasharray="4 3"/></svg>`
