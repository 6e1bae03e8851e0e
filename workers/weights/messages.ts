import { defineMessages } from '../../src/shared/defineMessages'

const again =
  'The file is damaged or was not written by a safetensors library: get it again from its publisher.'

export const messages = defineMessages('weights', {
  // Files and folders
  unanswered: {
    code: 'weights',
    message: 'The browser does not answer when asked to read "{name}".',
    hint: 'Reload the page and try again; your work is kept.',
  },
  rangeOutside: {
    code: 'weights',
    message: 'The bytes {start} to {end} were asked of "{name}", which has {size}.',
    hint: 'The file may be damaged or still downloading: get it again.',
  },
  changedWhileRead: {
    code: 'weights',
    message: '"{name}" changed or was removed while it was being read.',
    hint: 'Open the checkpoint again once the file is complete.',
  },
  notAllowed: {
    code: 'weights',
    message: 'The browser may not read "{path}" of "{folder}" any more.',
    hint: 'Choose the folder again to allow it.',
  },
  notOpened: {
    code: 'weights',
    message: '"{name}" cannot be opened ({reason}).',
    hint: 'Check the permissions of the file and its folders.',
  },
  notInside: {
    code: 'checkpoint',
    message: "{path} does not name a file inside the checkpoint's folder.",
    hint: 'Get the checkpoint again from its publisher.',
  },

  // Servers
  unreachable: {
    code: 'weights',
    message:
      '"{name}" could not be fetched: the server cannot be reached, or does not let this page read it.',
    hint: 'Check the connection and the address, then try again.',
  },
  brokeOff: {
    code: 'weights',
    message: 'The download of "{name}" broke off.',
    hint: 'Check the connection, then try again.',
  },
  rangeHidden: {
    code: 'weights',
    message: 'The server of "{name}" does not say which bytes it sent.',
    hint: 'Its answers need a Content-Range header, exposed to this page by Access-Control-Expose-Headers; or download the checkpoint and open its folder.',
  },
  otherBytes: {
    code: 'weights',
    message: 'The server of "{name}" sent other bytes than it was asked for.',
    hint: 'Try again, or download the checkpoint and open its folder.',
  },
  answered: {
    code: 'weights',
    message: 'The server answered {status} when asked for "{name}".',
    hint: 'Try again later.',
  },
  notPermitted: {
    code: 'weights',
    message: 'The server answered {status} when asked for "{name}".',
    hint: 'Check the name. If its licence wants to be accepted, give the token of an account that has, or download it yourself and open its folder.',
  },
  notARepository: {
    code: 'checkpoint',
    message: '{name} is not the name of a repository.',
    hint: 'A repository of the Hub is named "owner/name", such as "timbrooks/instruct-pix2pix".',
  },
  unlisted: {
    code: 'weights',
    message: 'The files of "{repository}" cannot be listed: {reason, phrase}.',
    hint: 'Check the name and the connection; a gated repository has to be downloaded and opened as a folder.',
  },
  hubUnreachable: 'the Hub cannot be reached',
  hubAnswered: 'the Hub answered {status}',
  noList: 'the answer is not a list',
  otherChecksum: {
    code: 'weights',
    message: '"{name}" arrived otherwise than it lies on the Hub: its checksum is another one.',
    hint: 'Download it again; what arrived rightly is kept.',
  },
  noRoom: {
    code: 'storage',
    message: '{needed} are to be kept, and the browser has room for {free}.',
    hint: 'Delete a kept model, or free room on the disk.',
  },
  noMoreRoom: {
    code: 'storage',
    message: 'The browser’s storage is full: {needed} of "{name}" are still to come.',
    hint: 'Delete a kept model or free room on the disk, then go on: what has arrived is kept.',
  },
  inAnotherTab: {
    code: 'storage',
    message: '"{name}" is being downloaded in another tab.',
    hint: 'Pause it there first, or wait until it has arrived.',
  },
  goneFromHub: {
    code: 'weights',
    message: '"{name}" is no longer on the Hub: "{repository}" has changed since its download began.',
    hint: 'What has arrived is kept, but it is not whole. Delete it, then look the model up again.',
  },

  // Files that are something else
  empty: {
    code: 'weights',
    message: '"{name}" is empty.',
    hint: 'Its download may have failed: get it again.',
  },
  pickle: {
    code: 'weights',
    message: '"{name}" is a pickle, a format that can run programs, and is not read.',
    hint: 'Look for the same file as .safetensors, or convert it in Python with safetensors.torch.save_file.',
  },
  archive: {
    code: 'weights',
    message: '"{name}" is an archive.',
    hint: 'Unpack it, and choose the .safetensors file or the folder that is in it.',
  },
  gguf: {
    code: 'weights',
    message: '"{name}" is of GGUF, whose shortened weights are not read.',
    hint: 'Look for the same model as .safetensors.',
  },
  someText: {
    code: 'weights',
    message: '"{name}" is a text, not the file itself: "{text}".',
    hint: 'Get it again from its publisher; its page may ask for an account.',
  },
  lfsPointer: {
    code: 'weights',
    message: '"{name}" is a pointer of Git LFS, not the file itself.',
    hint: 'Get it with "git lfs pull", or by the download button of its page.',
  },
  webPage: {
    code: 'weights',
    message: '"{name}" is a web page, not the file itself.',
    hint: 'Use the download button of its page.',
  },

  // A network's weights
  picklesOnly: {
    code: 'weights',
    message: '"{name}" is a pickle, a format that can run programs, and is not read.',
    hint: 'Convert the checkpoint in Python: load it with from_pretrained, then save_pretrained(folder, safe_serialization=True).',
  },
  noWeights: {
    code: 'weights',
    message: '"{label}" has no weights: there is no "{stem}.safetensors".',
    hint: 'Choose the whole folder of a checkpoint in the diffusers layout, or finish its download.',
  },
  noWeightsIn: {
    code: 'weights',
    message: 'The folder "{folder}" of "{label}" has no weights: there is no "{stem}.safetensors".',
    hint: 'Choose the whole folder of a checkpoint in the diffusers layout, or finish its download.',
  },
  noIndex: {
    code: 'weights',
    message:
      '"{shard}" is one of several shards, and their index "{stem}.safetensors.index.json" is missing.',
    hint: 'Get the index too: it lies beside the shards where they were published.',
  },
  shardMissing: {
    code: 'weights',
    message: '"{index}" names the shard "{shard}", which is missing.',
    hint: 'Finish the download of the checkpoint: all of its shards are needed.',
  },
  inTwoShards: {
    code: 'weights',
    message: 'The key "{key}" is in the shards "{first}" and "{second}".',
    hint: 'Get the checkpoint again from its publisher.',
  },
  forAnother: {
    code: 'weights',
    message: '"{name}" holds weights for {program}, which are not read here.',
    hint: 'Get the safetensors files of the same checkpoint.',
  },
  noShard: {
    code: 'weights',
    message: '"{index}" gives the tensor "{key}" the shard {shard}, which is no safetensors file beside it.',
    hint: 'Get the index again from the publisher of the checkpoint.',
  },
  noWeightMap: {
    code: 'weights',
    message: '"{index}" has no "weight_map" that says which shard holds which tensor.',
    hint: 'Get the index again from the publisher of the checkpoint.',
  },

  // The header of a safetensors file
  tooShort: {
    code: 'weights',
    message: '"{name}" has {bytes} bytes, too few for a safetensors file.',
    hint: again,
  },
  headerTooLong: {
    code: 'weights',
    message: '"{name}" announces a header of {headerBytes} bytes, which does not fit its {bytes} bytes.',
    hint: 'It is not a safetensors file, or its download was cut short: get it again.',
  },
  headerNotJson: {
    code: 'weights',
    message: 'The header of "{name}" does not begin with "{".',
    hint: 'It is not a safetensors file.',
  },
  headerHas: {
    code: 'weights',
    message: 'The header of "{name}" has {problem, phrase}.',
    hint: again,
  },
  headerNotUtf8: {
    code: 'weights',
    message: 'The header of "{name}" is not UTF-8 text.',
    hint: again,
  },
  metadataNotStrings: {
    code: 'weights',
    message: 'The "__metadata__" of "{name}" is not a map of strings.',
    hint: again,
  },
  fieldTwice: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" says its "{field}" twice.',
    hint: again,
  },
  notDescribed: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" is not described by an object.',
    hint: again,
  },
  unknownType: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" has the dtype {dtype}, which the format does not know.',
    hint: 'Save the weights as float32, float16, bfloat16 or fp8.',
  },
  quantised: {
    code: 'weights',
    message: '"{file}" holds weights quantised to {kind, phrase}, which are not read here.',
    hint: 'Choose the file in float32, float16, bfloat16 or fp8.',
  },
  bitsAndBytes4: '4 bits (bitsandbytes, NF4 or FP4)',
  bitsAndBytes8: '8 bits (bitsandbytes, int8)',
  scalesBeside: '8 bits or fewer with scales beside them (MXFP8, NVFP4 and the like)',
  quanto: '8 bits or fewer (quanto)',
  gptq: '4 bits (GPTQ or AWQ)',
  shapeNotSizes: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" has a shape that is not a list of sizes.',
    hint: again,
  },
  offsetsNotPositions: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" has "data_offsets" that are not two positions.',
    hint: again,
  },
  endsBeforeStart: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" ends at byte {end}, before its start at {start}.',
    hint: again,
  },
  endsBeyondFile: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" ends at byte {end} of the data, of which the file has {bytes}.',
    hint: 'The file was cut short, perhaps by a broken download: get it again.',
  },
  shapeNotFilled: {
    code: 'weights',
    message:
      'The tensor "{key}" of "{file}" has {bytes} bytes, which its shape [{shape}] in {dtype} does not fill.',
    hint: again,
  },
  overlaps: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" overlaps the one before it.',
    hint: again,
  },
  leavesHole: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" leaves a hole before it.',
    hint: again,
  },
  bytesLeftOver: {
    code: 'weights',
    message: '"{file}" has {bytes} bytes after its last tensor that belong to none.',
    hint: again,
  },
  notWeights: {
    code: 'weights',
    message: 'The tensor "{key}" of "{file}" is stored as {dtype}, which cannot be used as weights.',
    hint: 'Save the weights as float32, float16 or bfloat16.',
  },

  // Text files
  noFile: {
    code: 'checkpoint',
    message: '"{label}" has no file "{path}".',
    hint: 'Choose the whole folder of a checkpoint in the diffusers layout, the one that holds model_index.json.',
  },
  textTooLong: {
    code: 'checkpoint',
    message: '"{path}" of "{label}" has {bytes} bytes, too many for a text file.',
    hint: 'Get the checkpoint again from its publisher.',
  },
  notUtf8: {
    code: 'checkpoint',
    message: '"{path}" of "{label}" is not UTF-8 text.',
    hint: 'Get the checkpoint again from its publisher.',
  },
  invalidJson: {
    code: 'checkpoint',
    message: '"{path}" of "{label}" is not valid JSON: it has {problem, phrase}.',
    hint: 'Correct the file, or get the checkpoint again from its publisher.',
  },
  atCharacter: '{what, phrase} at character {position}',
  noCharacter: 'no {name, phrase}',
  endsWithout: 'the text ends without {name, phrase}',
  brace: 'brace',
  closingBrace: 'closing brace',
  bracket: 'bracket',
  closingBracket: 'closing bracket',
  string: 'string',
  colon: 'colon',
  comma: 'comma',
  endlessString: 'a string that does not end',
  controlCharacter: 'a control character in a string',
  unknownEscape: 'an unknown escape in the string that ends',
  noValue: 'something that is no value',
  textEnds: 'the text ends',
  keyTwice: 'the key "{key}" a second time',
  tooDeep: 'nesting that is too deep',
  unknownWord: 'the word {word}',
  afterEnd: 'something after the end',
})
