import { noCurve, type DiffusersPart } from '../../../src/shared/diffusersPart'
import { patterns } from './sentences'

export const diffusers: DiffusersPart = {
  pipelines: (_, start) => (start === 'noise' ? ['StableDiffusionPix2PixZeroPipeline'] : []),
  lacks: noCurve('structure'),
  imports: ['import re'],
  functions: `
#: Sentences about a concept; {a}, {the} and {bare} are ways to name it.
PATTERNS = ${JSON.stringify(patterns, undefined, 4)}


def sentences_about(concept: str, own: str) -> list[str]:
    """One's own sentences, one a line, or those of the patterns."""
    given = [line.strip() for line in own.split("\\n") if line.strip()]
    bare = concept.strip()
    article = "an" if re.match("[aeiou]", bare, re.IGNORECASE) else "a"
    return given or [pattern.format(a=f"{article} {bare}", the=f"the {bare}", bare=bare) for pattern in PATTERNS]`,
  load: `
parts |= dict.fromkeys(("caption_generator", "caption_processor", "inverse_scheduler"))`,
  call: `
values = uses[0]["values"]
source = pipe.get_embeds(sentences_about(values["source"], values["sourceSentences"]))
target = pipe.get_embeds(sentences_about(values["target"], values["targetSentences"]))
call["source_embeds"], call["target_embeds"] = source, source + values["change"] * (target - source)
call["cross_attention_guidance_amount"] = values["structure"]`,
}
