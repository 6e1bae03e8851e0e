/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<rect x="7" y="16" width="34" height="40" rx="3" fill="#fbf8f1"/>
<path d="M12 48c4-16 8 0 12-12s4-14 8-8 4 12 5 18" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round"/>
<path d="m30 22 6-7 3 3-6 7-4 1z" fill="#f2c550" stroke="#3a3742" stroke-width="1.2" stroke-linejoin="round"/>
<path d="M44 36h9m-4-4 4 4-4 4" fill="none" stroke="#3a3742" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>
<rect x="56" y="16" width="34" height="40" rx="3" fill="#b4d3e6"/>
<path d="M56 50c6-18 10-2 14-14s5-12 10-6 6 10 10 16v7a3 3 0 0 1-3 3H59a3 3 0 0 1-3-3z" fill="#1f8f7d"/>
<path d="M56 53q16-8 34-2v2a3 3 0 0 1-3 3H59a3 3 0 0 1-3-3z" fill="#93bf76"/></svg>`
