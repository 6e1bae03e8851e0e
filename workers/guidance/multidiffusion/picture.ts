/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<defs>
<clipPath id="p">
<rect x="6" y="18" width="84" height="36" rx="2"/></clipPath></defs>
<rect width="96" height="72" fill="#e9e2d4"/>
<g clip-path="url(#p)">
<rect x="6" y="18" width="84" height="36" fill="#b4d3e6"/>
<circle cx="72" cy="28" r="6" fill="#f2c550"/>
<path d="M6 46q14-14 28-2t26-4 30 2v12H6z" fill="#93bf76"/>
<path d="m20 44 9-13 9 13zM48 46l11-17 11 17z" fill="#1f8f7d"/></g>
<g fill="none" stroke="#3a3742" stroke-width="1.6" stroke-dasharray="4 2.5">
<rect x="6" y="14" width="34" height="44" rx="2"/>
<rect x="31" y="14" width="34" height="44" rx="2"/>
<rect x="56" y="14" width="34" height="44" rx="2"/></g></svg>`
