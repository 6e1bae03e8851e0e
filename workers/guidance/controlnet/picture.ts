/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<rect x="7" y="16" width="34" height="40" rx="3" fill="#3a3742"/>
<g transform="translate(24 35)" stroke="#fbf8f1" stroke-width="1.4" stroke-linejoin="round">
<path d="M-12 0v16h24V0" fill="none"/>
<path d="M-15 1 0-12 15 1z" fill="none"/>
<path d="M-3 16V7h6v9" fill="none"/></g>
<path d="M44 36h9m-4-4 4 4-4 4" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<rect x="56" y="16" width="34" height="40" rx="3" fill="#b4d3e6"/>
<path d="M56 48h34v5a3 3 0 0 1-3 3H59a3 3 0 0 1-3-3z" fill="#93bf76"/>
<g transform="translate(73 35)" stroke="#3a3742" stroke-width="1.6" stroke-linejoin="round">
<path d="M-12 0v16h24V0" fill="#fbf8f1"/>
<path d="M-15 1 0-12 15 1z" fill="#e2705a"/>
<path d="M-3 16V7h6v9" fill="#1f8f7d"/></g></svg>`
