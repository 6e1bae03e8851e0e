/** Its drawing in the gallery of guides. */
export const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">
<rect width="96" height="72" fill="#e9e2d4"/>
<rect x="8" y="12" width="42" height="22" rx="11.0" fill="#1f8f7d"/>
<text x="29.0" y="27.55" font-family="sans-serif" font-size="13" font-weight="600" text-anchor="middle" fill="#fbf8f1">1.5</text>
<rect x="56" y="17" width="32" height="14" rx="7.0" fill="#b9b2a6"/>
<text x="72.0" y="27.15" font-family="sans-serif" font-size="9" font-weight="600" text-anchor="middle" fill="#3a3742">0.5</text>
<g fill="#b9b2a6">
<rect x="8" y="44" width="24" height="6" rx="3"/>
<rect x="36" y="44" width="36" height="6" rx="3"/>
<rect x="76" y="44" width="12" height="6" rx="3"/>
<rect x="8" y="55" width="44" height="6" rx="3"/></g>
<rect x="36" y="44" width="36" height="6" rx="3" fill="#1f8f7d"/></svg>`
