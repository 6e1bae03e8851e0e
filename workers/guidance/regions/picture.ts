/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<defs>
<clipPath id="q">
<rect x="10" y="10" width="76" height="52" rx="4"/></clipPath></defs>
<rect width="96" height="72" fill="#e9e2d4"/>
<g clip-path="url(#q)">
<rect x="10" y="10" width="76" height="52" fill="#b4d3e6"/>
<path d="M10 40q20-10 40 0t36-2v24H10z" fill="#93bf76"/>
<g transform="translate(30 36)" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round">
<path d="M-12 0v16h24V0" fill="#fbf8f1"/>
<path d="M-15 1 0-12 15 1z" fill="#e2705a"/>
<path d="M-3 16V7h6v9" fill="#1f8f7d"/></g>
<circle cx="70" cy="24" r="8" fill="#f2c550"/></g>
<g fill="none" stroke-width="1.8" stroke-dasharray="4 3">
<rect x="13" y="20" width="34" height="36" rx="4" stroke="#e2705a"/>
<circle cx="70" cy="24" r="13" stroke="#b98300"/></g></svg>`
