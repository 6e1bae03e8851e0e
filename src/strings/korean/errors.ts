// What can go wrong, in Korean: each sentence of an error and each hint, by its English template. Values carry over by number.
// A test reads the sources and names those that are missing here.

export const errors: Readonly<Record<string, string>> = {
  // Opening, saving, exporting
  'No edit made this picture, so there is no recipe.': '편집으로 만든 그림이 아니므로 레시피가 없습니다.',
  'Export the result of an edit.': '편집 결과를 내보내세요.',
  'ComfyUI’s prompts have no {0}.': 'ComfyUI의 프롬프트에는 {0}이(가) 없습니다.',
  'Take it out of the prompt, and export again.': '프롬프트에서 빼고 다시 내보내세요.',
  'ComfyUI has no "{0}" of its own.': 'ComfyUI 자체에는 "{0}" 기능이 없습니다.',
  'ComfyUI has no "{0}" with {1}.': 'ComfyUI의 "{0}" 기능에는 {1}이(가) 없습니다.',
  'Change that setting or switch the guide off, and export again.':
    '그 설정을 바꾸거나 가이드를 끄고 다시 내보내세요.',
  'ComfyUI has no sampler "{0}" of its own.': 'ComfyUI 자체에는 "{0}" 샘플러가 없습니다.',
  'Choose another one, Euler for example, and export again.':
    'Euler 같은 다른 샘플러를 고르고 다시 내보내세요.',
  'ComfyUI’s DDIM has no fresh noise (eta).': 'ComfyUI의 DDIM에는 새 노이즈(eta)가 없습니다.',
  'A script for diffusers has "{0}" for Stable Diffusion 1 and 2 alone, and this checkpoint is XL.':
    'diffusers 스크립트는 "{0}"을(를) Stable Diffusion 1과 2에서만 쓸 수 있는데, 이 체크포인트는 XL입니다.',
  'diffusers has {0} for Stable Diffusion 1 and 2 alone, and this checkpoint is XL.':
    'diffusers는 {0}을(를) Stable Diffusion 1과 2에서만 쓸 수 있는데, 이 체크포인트는 XL입니다.',
  'Set eta to 0, and export again.': 'eta를 0으로 두고 다시 내보내세요.',
  'compel, which reads weights for diffusers, has no {0}.':
    'diffusers에서 가중치를 읽는 compel에는 {0}이(가) 없습니다.',
  'diffusers has no "{0}".': 'diffusers에는 "{0}" 기능이 없습니다.',
  'diffusers has no "{0}" with {1}.': 'diffusers의 "{0}" 기능에는 {1}이(가) 없습니다.',
  'diffusers has no pipeline for {0} together.': 'diffusers에는 {0}을(를) 함께 쓰는 파이프라인이 없습니다.',
  'Switch one of them off, and export again.': '하나를 끄고 다시 내보내세요.',
  'What an edit leaves alone keeps its own pixels here; the script gives all as the networks made it.':
    '여기서는 편집이 건드리지 않은 곳의 픽셀이 그대로 남지만, 스크립트는 모두 네트워크가 만든 대로 냅니다.',
  'diffusers leaves no layers out for the negative prompt: with clip skip its picture is another one.':
    'diffusers는 네거티브 프롬프트에서는 층을 건너뛰지 않습니다. 클립 스킵을 쓰면 그림이 달라집니다.',
  'The script runs the whole picture at once, and the mask has no feather in it.':
    '스크립트는 그림 전체를 한 번에 실행하며, 마스크에 페더가 없습니다.',
  'ComfyUI draws its noise otherwise: the same seed gives another picture.':
    'ComfyUI는 노이즈를 다르게 만듭니다. 같은 시드에서 다른 그림이 나옵니다.',
  'What an edit leaves alone keeps its own pixels here, and not in ComfyUI.':
    '여기서는 편집이 건드리지 않은 곳의 픽셀이 그대로 남지만, ComfyUI에서는 그렇지 않습니다.',
  'The browser did not let the picture be put on the clipboard.':
    '브라우저가 그림을 클립보드에 복사하도록 허용하지 않았습니다.',
  'Click into the page and try again, or export a file.':
    '페이지를 클릭한 뒤 다시 시도하거나 파일로 내보내세요.',
  'The browser did not let the page read the clipboard.': '브라우저가 클립보드 읽기를 허용하지 않았습니다.',
  'Paste with Ctrl+V in place of the menu.': '메뉴 대신 Ctrl+V로 붙여넣으세요.',
  'The compressed part of the file is damaged.': '파일의 압축된 부분이 손상되었습니다.',
  'Get the file again.': '파일을 다시 받으세요.',
  'The picture is damaged: {0}.': '그림이 손상되었습니다: {0}.',
  'Get the file again, or save it anew in another program.':
    '파일을 다시 받거나 다른 프로그램에서 새로 저장하세요.',
  'A {0} can have at most {1} pixels a side, and the picture has {2}x{3}.':
    '{0} 파일은 한 변이 최대 {1} 픽셀인데, 이 그림은 {2}x{3} 픽셀입니다.',
  'Export it as PNG.': 'PNG로 내보내세요.',
  'This browser cannot write the picture as {0}.': '이 브라우저는 그림을 {0} 형식으로 저장할 수 없습니다.',
  'A PSD can have at most {0} pixels a side, and the picture has {1}x{2}.':
    'PSD 파일은 한 변이 최대 {0} 픽셀인데, 이 그림은 {1}x{2} 픽셀입니다.',
  'Save it as a project file.': '프로젝트 파일로 저장하세요.',
  '{0} could not be written there.': '그 위치에 {0} 파일을 저장할 수 없습니다.',
  'Choose another folder, or free some space.': '다른 폴더를 고르거나 공간을 비우세요.',
  '{0} has {1} MB, more than the {2} that can be opened.':
    '{0}: 크기가 {1} MB로, 열 수 있는 {2} MB보다 큽니다.',
  'Scale it down first.': '먼저 크기를 줄이세요.',
  '"{0}" is not an address of a picture.': '"{0}": 그림의 주소가 아닙니다.',
  'Give one that begins with https://.': 'https://로 시작하는 주소를 입력하세요.',
  'The picture at {0} cannot be read from here.': '{0}에 있는 그림을 여기서 읽을 수 없습니다.',
  'Save it to your disk and open it from there.': '디스크에 저장한 뒤 거기서 여세요.',
  'The server at {0} answers {1} in place of the picture.': '{0} 서버가 그림 대신 {1} 응답을 보냈습니다.',
  'Check the address, or save the picture and open it from your disk.':
    '주소를 확인하거나, 그림을 저장한 뒤 디스크에서 여세요.',
  '{0} cannot be read.': '{0}: 읽을 수 없습니다.',
  'Choose it again.': '다시 선택하세요.',
  '{0} is empty.': '{0}: 빈 파일입니다.',
  '{0} is {1}, which cannot be opened.': '{0}: {1} 파일은 열 수 없습니다.',
  '{0} is not a picture that can be opened.': '{0}: 열 수 있는 그림이 아닙니다.',
  'Use a PNG, JPEG, WebP or AVIF file.': 'PNG, JPEG, WebP, AVIF 파일을 사용하세요.',
  'The {0} is {1}x{2} pixels, too small to edit.': '{0}의 크기가 {1}x{2} 픽셀로, 편집하기에 너무 작습니다.',
  'Use one of at least {0}x{1} pixels.': '{0}x{1} 픽셀 이상인 것을 사용하세요.',
  'The {0} is {1}x{2} pixels, more than the {3} million that can be edited.':
    '{0}의 크기가 {1}x{2} 픽셀로, 편집할 수 있는 {3}백만 픽셀을 넘습니다.',
  'The {0} is {1}x{2} pixels, and neither side can have more than {3}.':
    '{0}의 크기가 {1}x{2} 픽셀인데, 한 변은 {3} 픽셀을 넘을 수 없습니다.',
  'The folder "{0}" cannot be opened by dropping it in this browser.':
    '이 브라우저에서는 "{0}" 폴더를 끌어다 놓아 열 수 없습니다.',
  'Choose it in the checkpoint dialog.': '체크포인트 창에서 선택하세요.',
  'Cut it or scale it down first.': '먼저 자르거나 줄이세요.',
  'Scale it down to at most 8000x8000 pixels first.': '먼저 8000x8000 픽셀 이하로 줄이세요.',
  'The recipe inside the picture is not JSON.': '그림에 담긴 레시피가 JSON이 아닙니다.',
  'The picture itself can be edited; its settings are lost.':
    '그림은 편집할 수 있지만, 설정은 복원할 수 없습니다.',

  // The page
  'The texts of this language could not be read.': '이 언어의 문구를 읽을 수 없습니다.',
  'Check the connection, and choose it again in the settings.': '연결을 확인하고 설정에서 다시 선택하세요.',

  // Projects and saved work
  'The work of the last time was saved by a newer Palimpsest, which this one cannot read.':
    '지난 작업은 더 새로운 버전의 팔림프세스트가 저장한 것이라 읽을 수 없습니다.',
  'Reload the page to get the newer one; the work is kept.':
    '페이지를 새로 고쳐 새 버전을 받으세요. 작업은 그대로 보관됩니다.',
  'The work of the last time cannot be restored: some of its pixels are missing.':
    '지난 작업을 복원할 수 없습니다. 픽셀 일부가 없습니다.',
  'Open the picture or the project file again.': '그림이나 프로젝트 파일을 다시 여세요.',
  'The browser’s storage is full, so the last changes are not saved.':
    '브라우저 저장 공간이 가득 차서 마지막 변경이 저장되지 않았습니다.',
  'You can go on working: save the project as a file, or free some space.':
    '작업은 계속할 수 있습니다. 프로젝트를 파일로 저장하거나 공간을 비우세요.',
  'The browser does not let the page store anything, so your work is not saved by itself.':
    '브라우저가 이 페이지의 저장을 허용하지 않아 작업이 자동으로 저장되지 않습니다.',
  'You can go on working: save the project as a file before you close the tab.':
    '작업은 계속할 수 있습니다. 탭을 닫기 전에 프로젝트를 파일로 저장하세요.',
  'The saved document does not fit: {0}.': '저장된 문서가 맞지 않습니다: {0}.',
  'Open an earlier copy of it, or open it with the program that saved it.':
    '이전 사본을 열거나, 저장한 프로그램에서 여세요.',
  'The project file has {0} MB, more than the {1} that can be opened.':
    '프로젝트 파일이 {0} MB로, 열 수 있는 {1} MB보다 큽니다.',
  'Choose another file.': '다른 파일을 고르세요.',
  'The file is a zip archive, but not a project.': 'zip 파일이지만 프로젝트가 아닙니다.',
  'Choose a file that Palimpsest saved.': '팔림프세스트가 저장한 파일을 고르세요.',
  'The project has version {0}, and this program reads up to version {1}.':
    '프로젝트 버전이 {0}인데, 이 프로그램은 버전 {1}까지 읽을 수 있습니다.',
  'Open it with a newer Palimpsest.': '더 새로운 버전의 팔림프세스트로 여세요.',
  'The project has a layer whose picture "{0}" is not in the file.':
    '프로젝트의 한 레이어가 쓰는 그림 "{0}" 파일이 들어 있지 않습니다.',
  'Open an earlier copy of it.': '이전 사본을 여세요.',
  '"{0}" in the project file would unpack to {1} MB, more than it may hold.':
    '프로젝트 파일 안의 "{0}" 항목은 풀면 {1} MB로, 허용된 크기를 넘습니다.',
  'The file was not written by Palimpsest, or it is damaged.':
    '팔림프세스트가 저장한 파일이 아니거나 손상된 파일입니다.',
  'The file is not a project, or it is damaged.': '프로젝트 파일이 아니거나 손상된 파일입니다.',
  'Choose a file that Palimpsest saved, or an earlier copy of it.':
    '팔림프세스트가 저장한 파일이나 이전 사본을 고르세요.',

  // Defects of ours
  'The engine stopped.': '엔진이 멈췄습니다.',
  'It was started again. Your picture is safe; run the edit once more.':
    '엔진을 다시 시작했습니다. 그림은 안전하니 편집을 다시 실행하세요.',
  'Something went wrong in Palimpsest itself.': '팔림프세스트 자체에 문제가 생겼습니다.',
  'Try it again; if it comes back, please report it with what the browser’s console says.':
    '다시 시도하고, 계속되면 브라우저 콘솔의 내용과 함께 알려 주세요.',
  'The engine got a message that it does not understand: "{0}" {1}.':
    '엔진이 이해할 수 없는 메시지를 받았습니다: "{0}" {1}.',
  'Reload the page; if it comes back, please report it.': '페이지를 새로 고치고, 계속되면 알려 주세요.',
  'A layer names pixels that are not there.': '레이어가 가리키는 픽셀이 없습니다.',
  'Undo the last step, and please report this.': '마지막 단계를 실행 취소하고, 이 문제를 알려 주세요.',
  'The engine was asked for work before it was started.': '엔진이 시작되기 전에 작업이 요청되었습니다.',
  'Reload the page.': '페이지를 새로 고치세요.',
  'The run gave no float32 tensor "{0}".': '실행 결과에 float32 텐서 "{0}" 항목이 없습니다.',
  'Please report this, with the recipe that led to it.': '사용한 레시피와 함께 이 문제를 알려 주세요.',

  // Recipes and guides
  'The guide "{0}" has no setting "{1}".': '가이드 "{0}"에는 "{1}" 설정이 없습니다.',
  'Its settings are: {0}.': '있는 설정: {0}.',
  '"{0}" of the guide "{1}" {2}.': '가이드 "{1}"의 "{0}" {2}.',
  'Give a number from {0} to {1}.': '{0}에서 {1} 사이의 숫자를 입력하세요.',
  'Give true or false.': 'true나 false를 입력하세요.',
  'Give a text in quotes.': '따옴표로 묶은 텍스트를 입력하세요.',
  'The guide "{0}" needs its setting "{1}", which is empty.':
    '가이드 "{0}"에는 "{1}" 설정이 필요한데 비어 있습니다.',
  'Fill it in, or remove the guide.': '채우거나 가이드를 제거하세요.',
  'The guide "{0}" does not work with the sampler "{1}".':
    '가이드 "{0}"은(는) 샘플러 "{1}"에서 작동하지 않습니다.',
  'Choose one of: {0}.': '다음 중 하나를 고르세요: {0}.',
  'Two guides of the recipe have the key "{0}".': '레시피의 두 가이드가 같은 키 "{0}"을(를) 가집니다.',
  'Give each a key of its own, or none.': '각각 다른 키를 주거나 키를 빼세요.',
  'Give a number from {0} to {1}, or points over the steps such as [[0, {2}], [1, {3}]].':
    '{0}에서 {1} 사이의 수나, [[0, {2}], [1, {3}]]처럼 스텝에 따른 점들을 넣으세요.',
  'Give words of the prompt, such as ["cat", "dog"].': '["cat", "dog"]처럼 프롬프트의 단어를 넣으세요.',
  'Give the name of a picture in quotes.': '그림의 이름을 따옴표 안에 넣으세요.',
  'Give the id of a network in quotes.': '네트워크의 id를 따옴표 안에 넣으세요.',
  'Give a list of {0} to {1} entries, each with: {2}.':
    '{0}개에서 {1}개의 항목으로 된 목록을 넣으세요. 각 항목의 설정: {2}.',
  'Give one of: {0}.': '다음 중 하나를 고르세요: {0}.',
  'This is not a recipe: it is not a JSON object.': 'JSON 객체가 아니므로 레시피가 아닙니다.',
  'Export a picture from Palimpsest to see one.': '팔림프세스트에서 그림을 내보내면 레시피를 볼 수 있습니다.',
  'This recipe has version {0}, and this program reads up to version {1}.':
    '레시피 버전이 {0}인데, 이 프로그램은 버전 {1}까지 읽을 수 있습니다.',
  'The recipe\'s "{0}" {1}.': '레시피의 "{0}" {1}.',
  'The recipe {0}.': '레시피 {0}.',
  'Correct that setting of the recipe.': '레시피에서 그 설정을 고치세요.',
  'The recipe has a "{0}" but no "image" that it could apply to.':
    '레시피에 "{0}" 항목은 있지만 적용할 "image" 항목이 없습니다.',
  'Add an image, or remove the {0}.': 'image를 추가하거나 {0} 항목을 지우세요.',
  'The recipe uses a guide "{0}" that this program does not have.':
    '레시피가 이 프로그램에 없는 가이드 "{0}" 항목을 사용합니다.',
  'It has: {0}.': '있는 가이드: {0}.',
  'The guide "{0}" would act from {1} to {2}, which is no part of the steps.':
    '가이드 "{0}"의 적용 구간 {1}~{2}에 해당하는 단계가 없습니다.',
  'Give a range [first, last] of fractions with first below last.':
    '앞 값이 뒤 값보다 작은 비율의 구간 [처음, 끝]을 입력하세요.',
  '{0} both cut the canvas into views.': '{0} 모두 캔버스를 여러 화면으로 나눕니다.',
  'Keep one of them.': '하나만 남기세요.',
  'The guide "{0}" cuts the canvas into views, which it can only do for all steps.':
    '가이드 "{0}" 항목은 캔버스를 여러 화면으로 나누므로 모든 단계에 적용되어야 합니다.',
  'Set its range to [0, 1].': '적용 구간을 [0, 1]로 설정하세요.',
  'The edit was cancelled.': '편집이 취소되었습니다.',
  'Run it again if you want it after all.': '필요하면 다시 실행하세요.',
  '"{0}" needs a picture, and the recipe names none.': '"{0}" 가이드에는 그림이 필요한데, 레시피에 없습니다.',
  'Open a picture first.': '먼저 그림을 여세요.',
  '"{0}" needs a mask, and the recipe names none.': '"{0}" 가이드에는 마스크가 필요한데, 레시피에 없습니다.',
  'Paint a mask first.': '먼저 마스크를 칠하세요.',
  'The guide "{0}" needs a picture, and the recipe names none.':
    '가이드 "{0}" 항목에는 그림이 필요한데, 레시피에 없습니다.',
  'The guide "{0}" needs a checkpoint of Stable Diffusion XL.':
    '가이드 "{0}"에는 Stable Diffusion XL 체크포인트가 필요합니다.',
  'Choose such a checkpoint, or remove the guide.': '그런 체크포인트를 고르거나 가이드를 빼세요.',
  'The DPM-Solver inverse goes with the sampler DPM-Solver++ alone.':
    'DPM-Solver 역변환은 DPM-Solver++ 샘플러와만 쓸 수 있습니다.',
  'Choose that sampler, or invert by DDIM.': '그 샘플러를 고르거나 DDIM으로 역변환하세요.',
  'The guide "{0}" needs a mask, and the recipe names none.':
    '가이드 "{0}" 항목에는 마스크가 필요한데, 레시피에 없습니다.',
  'The mask covers nothing.': '마스크가 아무것도 덮지 않습니다.',
  'Paint over what the edit may change, or remove the mask.':
    '바꿔도 되는 부분을 칠하거나 마스크를 지우세요.',
  'With these settings the guide has nothing to show before the run.':
    '이 설정에서는 가이드가 실행 전에 보여 줄 것이 없습니다.',
  'Run the edit.': '편집을 실행하세요.',
  'The network "{0}" is no {1}.': '네트워크 "{0}": {1} 네트워크가 아닙니다.',
  'Choose another network, or the guide that it was made for.':
    '다른 네트워크를 고르거나, 그 네트워크에 맞는 가이드를 쓰세요.',
  'The recipe uses the network "{0}", which is not open.':
    '레시피가 쓰는 네트워크 "{0}" 항목이 열려 있지 않습니다.',
  'Open its folder first, or choose another network.': '먼저 폴더를 열거나 다른 네트워크를 고르세요.',
  'The depth map is the same everywhere, so it tells nothing of near and far.':
    '깊이 맵이 어디나 같아서 가깝고 먼 것을 알려 주지 않습니다.',
  'The recipe uses the checkpoint "{0}", which is not open.':
    '레시피가 쓰는 체크포인트 "{0}" 항목이 열려 있지 않습니다.',
  'Open its folder first, or choose another checkpoint.': '먼저 폴더를 열거나 다른 체크포인트를 고르세요.',
  'Stopped after step {0} of {1}.': '{1}단계 중 {0}단계에서 멈췄습니다.',
  'The strength leaves no step to run: the picture is unchanged.':
    '강도가 낮아 실행할 단계가 없습니다. 그림은 그대로입니다.',
  'The edit changed nothing that can be seen: the picture is unchanged.':
    '편집으로 눈에 보이게 바뀐 것이 없습니다. 그림은 그대로입니다.',
  'The edit changed nothing that can be seen under the mask: the picture is unchanged.':
    '편집으로 마스크 안에서 눈에 보이게 바뀐 것이 없습니다. 그림은 그대로입니다.',
  'None of the {0} steps lies wholly inside the range of the guide "{1}".':
    '{0}개의 단계 가운데 가이드 "{1}"의 범위 안에 완전히 드는 단계가 없습니다.',
  'The text is longer than the checkpoint reads ({0} tokens); left out: "{1}".':
    '글이 체크포인트가 읽을 수 있는 길이({0}토큰)를 넘어 다음이 빠졌습니다: "{1}".',
  'The instruction is empty.': '지시문이 비어 있습니다.',
  'Say what to change, for example "make the cat blue".': '바꿀 점을 적으세요. 예: "make the cat blue".',
  '{0}x{1} pixels are not whole latent pixels of this checkpoint.':
    '{0}x{1} 픽셀은 이 체크포인트의 잠재 픽셀로 나누어떨어지지 않습니다.',
  'Choose multiples of {0}.': '{0}의 배수를 고르세요.',
  "The given noise has shape [{0}], and the recipe's latents [{1}].":
    '주어진 노이즈의 모양은 [{0}]인데, 레시피의 잠재 변수는 [{1}]입니다.',
  "Give noise of the latents' shape.": '잠재 변수와 같은 모양의 노이즈를 주세요.',
  'The mask is {0}x{1} pixels and the picture {2}x{3}.':
    '마스크는 {0}x{1} 픽셀인데 그림은 {2}x{3} 픽셀입니다.',
  'Make the mask as large as the picture.': '마스크를 그림과 같은 크기로 만드세요.',
  'The recipe names a picture "{0}" that was not given.':
    '레시피가 쓰는 그림 "{0}" 파일이 주어지지 않았습니다.',
  'Give that picture along with the recipe.': '레시피와 함께 그 그림을 주세요.',
  'The recipe uses the guide "{0}" twice.': '레시피가 가이드 "{0}" 항목을 두 번 사용합니다.',
  'This checkpoint\'s UNet takes {0} channels, which the guide "{1}" fills, and the recipe does not use it.':
    '이 체크포인트의 UNet은 {0}채널을 받으며 가이드 "{1}" 항목이 채우는데, 레시피에 그 가이드가 없습니다.',
  'Add the guide "{0}", or choose a text-to-image checkpoint.':
    '가이드 "{0}" 항목을 추가하거나 text-to-image 체크포인트를 고르세요.',
  "This checkpoint's UNet takes {0} channels, and no guide fills the ones after its {1} latent channels.":
    '이 체크포인트의 UNet은 {0}채널을 받는데, 잠재 채널 {1}개 뒤를 채우는 가이드가 없습니다.',
  'Choose a text-to-image, InstructPix2Pix or inpainting checkpoint.':
    'text-to-image, InstructPix2Pix, 인페인팅 체크포인트를 고르세요.',
  'The guides "{0}" and "{1}" exclude each other: {2}.':
    '가이드 "{0}" 항목과 "{1}" 항목은 함께 쓸 수 없습니다: {2}.',
  'Remove one of them.': '하나를 제거하세요.',
  'The guide "{0}" needs a checkpoint whose UNet takes {1} channels; this one takes {2}.':
    '가이드 "{0}" 항목에는 UNet이 {1}채널을 받는 체크포인트가 필요한데, 이 체크포인트는 {2}채널을 받습니다.',
  'Choose a checkpoint made for "{0}", or remove the guide.':
    '"{0}" 용으로 만든 체크포인트를 고르거나 가이드를 제거하세요.',

  // Devices and networks
  'The networks gave numbers that are not finite, so there is no picture to show.':
    '네트워크가 유한하지 않은 값을 내어 보여 드릴 그림이 없습니다.',
  'Choose the wasm backend in the settings, or another checkpoint.':
    '설정에서 wasm을 고르거나 다른 체크포인트를 고르세요.',
  'The graphics device was lost.': '그래픽 장치를 잃었습니다.',
  'Your picture is safe. Run the edit again, or choose the wasm backend in the settings.':
    '그림은 안전합니다. 편집을 다시 실행하거나 설정에서 wasm을 고르세요.',
  'The engine’s program files could not be loaded.': '엔진의 프로그램 파일을 불러올 수 없습니다.',
  'Check the connection and reload the page.': '연결을 확인하고 페이지를 새로 고치세요.',
  'The settings ask for wasm.': '설정에서 wasm을 골랐습니다.',
  'This browser has no WebGPU.': '이 브라우저에는 WebGPU가 없습니다.',
  'The browser found no graphics card that it may use for WebGPU.':
    '브라우저가 WebGPU에 쓸 수 있는 그래픽 카드를 찾지 못했습니다.',
  'The browser has a graphics card, but could not open it for WebGPU.':
    '브라우저가 그래픽 카드를 찾았지만 WebGPU로 열 수 없습니다.',
  'WebGPU is only emulated on the CPU here, which is slower than wasm.':
    '여기서는 WebGPU가 CPU로 흉내 내는 것이라 wasm보다 느립니다.',
  '{0} failed the numeric self-test: {1}.': '{0} 장치가 수치 자가 점검에 실패했습니다: {1}.',
  'There is not enough memory to run a network of the checkpoint.':
    '체크포인트의 네트워크를 실행할 메모리가 부족합니다.',
  'A network of the checkpoint broke off while it ran.': '체크포인트의 네트워크가 실행 중에 중단되었습니다.',
  'Close other programs that use much memory, or choose a smaller size; the wasm backend needs no graphics card.':
    '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 크기를 고르세요. wasm에는 그래픽 카드가 필요 없습니다.',
  'There is not enough memory to load a network of the checkpoint.':
    '체크포인트의 네트워크를 불러올 메모리가 부족합니다.',
  'Close other programs that use much memory, or choose a smaller checkpoint.':
    '메모리를 많이 쓰는 다른 프로그램을 닫거나 더 작은 체크포인트를 고르세요.',
  'A network of the checkpoint could not be loaded.': '체크포인트의 네트워크를 불러올 수 없습니다.',
  'Start the engine again, or choose the other backend in the settings; if it comes back, please report it with what the browser’s console says.':
    '엔진을 다시 시작하거나 설정에서 다른 실행 방식을 고르세요. 계속되면 브라우저 콘솔의 내용과 함께 알려 주세요.',
  'A network of this checkpoint has {0} GB of weights, more than wasm can hold.':
    '이 체크포인트의 네트워크는 가중치가 {0} GB로, wasm에 담을 수 있는 양을 넘습니다.',
  'Use WebGPU, or the half-precision files of the checkpoint.':
    'WebGPU를 쓰거나 체크포인트의 반정밀도 파일을 사용하세요.',

  // Checkpoints: their parts and configurations
  'The parts of "{0}" do not fit together: {1}.': '"{0}" 체크포인트의 구성 요소가 서로 맞지 않습니다: {1}.',
  'Take unet, vae, text_encoder and tokenizer from the same checkpoint.':
    'unet, vae, text_encoder, tokenizer를 같은 체크포인트에서 가져오세요.',
  'The UNet of "{0}" takes {1} channels, for which there is no use here.':
    '"{0}" 체크포인트의 UNet은 {1}채널을 받는데, 여기서는 쓸 수 없습니다.',
  'Choose a text-to-image (4 channels), depth (5), InstructPix2Pix (8) or inpainting checkpoint (9).':
    'text-to-image(4채널), 깊이(5), InstructPix2Pix(8), 인페인팅(9) 체크포인트를 고르세요.',
  'The text encoder has {0} layers: {1} of them cannot be skipped.':
    '텍스트 인코더의 층은 {0}개라서 {1}개를 건너뛸 수 없습니다.',
  'Choose a clip skip of at most {0}.': 'clip skip을 {0} 이하로 고르세요.',
  '{0} {1}.': '{0}: {1}.',
  'Choose a checkpoint of the Stable Diffusion 1, 2 or XL family in the diffusers layout.':
    'diffusers 구조의 Stable Diffusion 1, 2 또는 XL 계열 체크포인트를 고르세요.',
  '"{0}" is the refiner of Stable Diffusion XL, which only finishes pictures of the base.':
    '"{0}"은(는) 베이스가 만든 그림을 마무리하기만 하는 Stable Diffusion XL 리파이너입니다.',
  'Choose the base: "stable-diffusion-xl-base-1.0", or a checkpoint made of it.':
    '베이스인 "stable-diffusion-xl-base-1.0" 또는 그것으로 만든 체크포인트를 고르세요.',
  'Choose a ControlNet or T2I-Adapter for Stable Diffusion 1, 2 or XL in the diffusers layout.':
    'diffusers 구조의 Stable Diffusion 1, 2 또는 XL용 ControlNet이나 T2I-Adapter를 고르세요.',
  '"{0}" is not the folder of a ControlNet or T2I-Adapter: it has no file "config.json".':
    '"{0}": ControlNet이나 T2I-Adapter의 폴더가 아닙니다. "config.json" 파일이 없습니다.',
  'Choose the folder that holds config.json and diffusion_pytorch_model.safetensors.':
    'config.json과 diffusion_pytorch_model.safetensors가 있는 폴더를 고르세요.',
  'The network "{0}" does not go with the checkpoint "{1}": {2}.':
    '네트워크 "{0}" 항목은 체크포인트 "{1}" 항목과 맞지 않습니다: {2}.',
  'Choose a network that was made for this kind of checkpoint, Stable Diffusion 1, 2 or XL, or another checkpoint.':
    '이 체크포인트 종류(Stable Diffusion 1, 2 또는 XL)용으로 만든 네트워크를 고르거나 다른 체크포인트를 고르세요.',
  'The weights of "{0}" do not fit its config.json: {1}.':
    '"{0}"의 가중치가 config.json과 맞지 않습니다: {1}.',
  'Take config.json and weights from the same checkpoint, or get it again from its publisher.':
    'config.json과 가중치를 같은 체크포인트에서 가져오거나, 배포처에서 다시 받으세요.',
  'The tokenizer’s file "{0}/{1}" of "{2}" {3}.': '"{2}"의 토크나이저 파일 "{0}/{1}": {3}.',
  'Take the tokenizer folder of the checkpoint that the text encoder is from.':
    '텍스트 인코더와 같은 체크포인트의 tokenizer 폴더를 사용하세요.',
  '"{0}/tokenizer_config.json" or "{1}" of "{2}" is not a JSON object.':
    '"{2}"의 "{0}/tokenizer_config.json" 또는 "{1}" 파일이 JSON 객체가 아닙니다.',
  'Get the tokenizer again from the publisher of the checkpoint.':
    '체크포인트 배포처에서 토크나이저를 다시 받으세요.',
  'The tokenizer\'s vocabulary lacks its special token "{0}".':
    '토크나이저의 어휘에 특수 토큰 "{0}" 항목이 없습니다.',
  'Take tokenizer/vocab.json and tokenizer/tokenizer_config.json from the same checkpoint.':
    'tokenizer/vocab.json과 tokenizer/tokenizer_config.json을 같은 체크포인트에서 가져오세요.',
  'The tokenizer\'s "model_max_length" is {0}.': '토크나이저의 "model_max_length" 값이 {0}입니다.',
  'It should be the number of positions of the text encoder, 77 for Stable Diffusion.':
    '텍스트 인코더의 위치 수여야 합니다. Stable Diffusion은 77입니다.',
  'The recipe\'s "{0}" has no meaning for the scheduler "{1}".':
    '레시피의 "{0}" 설정은 스케줄러 "{1}"에서 의미가 없습니다.',
  'Remove it, or choose {0}.': '지우거나, 다음을 고르세요: {0}.',
  "The scheduler's betas make no noise schedule: at timestep {0} beta is {1}, and {2} of the signal is left.":
    '스케줄러의 beta 값으로는 노이즈 일정을 만들 수 없습니다. 타임스텝 {0}에서 beta는 {1}, 남은 신호는 {2}입니다.',
  'Take scheduler/scheduler_config.json from the publisher of the checkpoint.':
    'scheduler/scheduler_config.json을 체크포인트 배포처에서 받으세요.',
  "The scheduler's configuration is not a JSON object.": '스케줄러 설정이 JSON 객체가 아닙니다.',
  'The scheduler\'s option "{0}" is {1}, where this program takes {2}.':
    '스케줄러 옵션 "{0}" 값이 {1}인데, 이 프로그램이 받는 값은 다음과 같습니다: {2}.',
  'Choose another scheduler in the recipe, or another checkpoint.':
    '레시피에서 다른 스케줄러를 고르거나 다른 체크포인트를 고르세요.',
  "The checkpoint's scheduler is {0}, which this program does not have.":
    '체크포인트의 스케줄러({0})가 이 프로그램에 없습니다.',
  'Choose another scheduler for it: {0}.': '다른 스케줄러를 고르세요: {0}.',
  'The scheduler\'s configuration has an option "{0}" that this program does not know.':
    '스케줄러 설정에 이 프로그램이 모르는 옵션 "{0}" 항목이 있습니다.',
  'Choose another checkpoint, or remove the option if it changes nothing.':
    '다른 체크포인트를 고르거나, 아무것도 바꾸지 않는 옵션이면 지우세요.',
  "The recipe asks for {0} steps, more than this scheduler can make of the checkpoint's timesteps.":
    '레시피의 {0}단계는 이 스케줄러가 체크포인트의 타임스텝으로 만들 수 있는 수를 넘습니다.',
  'Give at most {0} steps.': '{0}단계 이하로 설정하세요.',

  // Files of weights
  'The server answered {0} when asked for "{1}".': '"{1}" 파일 요청에 서버가 {0} 응답을 보냈습니다.',
  'Try again later.': '나중에 다시 시도하세요.',
  '"{0}" has changed on its server since the checkpoint was opened.':
    '체크포인트를 연 뒤 서버의 "{0}" 파일이 바뀌었습니다.',
  'Open the checkpoint again.': '체크포인트를 다시 여세요.',
  'The download of "{0}" broke off.': '"{0}" 파일을 내려받다가 끊겼습니다.',
  'Check the connection, then run the edit again.': '연결을 확인하고 편집을 다시 실행하세요.',
  'The browser does not answer when asked to read "{0}".':
    '"{0}" 파일 읽기 요청에 브라우저가 응답하지 않습니다.',
  'Reload the page and try again; your work is kept.':
    '페이지를 새로 고치고 다시 시도하세요. 작업은 그대로 보관됩니다.',
  'The bytes {0} to {1} were asked of "{2}", which has {3}.':
    '"{2}" 파일은 {3}바이트인데 {0}~{1}바이트가 요청되었습니다.',
  'The file may be damaged or still downloading: get it again.':
    '파일이 손상되었거나 아직 내려받는 중일 수 있습니다. 다시 받으세요.',
  '"{0}" changed or was removed while it was being read.': '읽는 동안 "{0}" 파일이 바뀌거나 지워졌습니다.',
  'Open the checkpoint again once the file is complete.': '파일이 완성되면 체크포인트를 다시 여세요.',
  'The browser may not read "{0}" of "{1}" any more.':
    '브라우저가 더 이상 "{1}"의 "{0}" 파일을 읽을 수 없습니다.',
  'Choose the folder again to allow it.': '폴더를 다시 선택해 허용하세요.',
  '{0} is not the name of a repository.': '{0}: 저장소 이름이 아닙니다.',
  'A repository of the Hub is named "owner/name", such as "timbrooks/instruct-pix2pix".':
    'Hub 저장소 이름은 "timbrooks/instruct-pix2pix"처럼 "소유자/이름" 형식입니다.',
  'The files of "{0}" cannot be listed: {1}.': '"{0}"의 파일 목록을 가져올 수 없습니다: {1}.',
  'Check the name and the connection; a gated repository has to be downloaded and opened as a folder.':
    '이름과 연결을 확인하세요. 접근이 제한된 저장소는 내려받아 폴더로 열어야 합니다.',
  '"{0}" is a pickle, a format that can run programs, and is not read.':
    '"{0}" 파일은 프로그램을 실행할 수 있는 pickle 형식이라 읽지 않습니다.',
  'Convert the checkpoint in Python: load it with from_pretrained, then save_pretrained(folder, safe_serialization=True).':
    'Python에서 변환하세요: from_pretrained로 불러온 뒤 save_pretrained(folder, safe_serialization=True)로 저장합니다.',
  '{0} has no weights: there is no "{1}.safetensors".':
    '{0}에 가중치가 없습니다. "{1}.safetensors" 파일이 없습니다.',
  'Choose the whole folder of a checkpoint in the diffusers layout, or finish its download.':
    'diffusers 구조의 체크포인트 폴더 전체를 고르거나 내려받기를 마치세요.',
  '"{0}" names the shard "{1}", which is missing.': '"{0}" 파일이 가리키는 조각 "{1}" 파일이 없습니다.',
  'Finish the download of the checkpoint: all of its shards are needed.':
    '체크포인트 내려받기를 마치세요. 모든 조각이 필요합니다.',
  'The tensor "{0}" {1}, against what "{2}" says of "{3}".':
    '텐서 "{0}": {1}. "{2}" 파일이 "{3}"에 대해 말하는 것과 다릅니다.',
  'The shards and their index are of different versions: get all of them again.':
    '조각과 색인의 버전이 다릅니다. 모두 다시 받으세요.',
  '"{0}" gives the tensor "{1}" the shard {2}, which is no safetensors file beside it.':
    '"{0}" 파일이 텐서 "{1}"의 조각으로 가리키는 {2}: 곁에 있는 safetensors 파일이 아닙니다.',
  '"{0}" has no "weight_map" that says which shard holds which tensor.':
    '"{0}" 파일에 어느 조각이 어느 텐서를 담는지 알려 주는 "weight_map" 항목이 없습니다.',
  'Get the index again from the publisher of the checkpoint.': '체크포인트 배포처에서 색인을 다시 받으세요.',
  "{0} does not name a file inside the checkpoint's folder.": '{0}: 체크포인트 폴더 안의 파일이 아닙니다.',
  'Get the checkpoint again from its publisher.': '배포처에서 체크포인트를 다시 받으세요.',
  '"{0}" cannot be opened ({1}).': '"{0}" 파일을 열 수 없습니다({1}).',
  'Check the permissions of the file and its folders.': '파일과 폴더의 권한을 확인하세요.',
  '"{0}" has no file "{1}".': '"{0}"에 "{1}" 파일이 없습니다.',
  'Choose the whole folder of a checkpoint in the diffusers layout, the one that holds model_index.json.':
    'model_index.json이 있는 diffusers 구조의 체크포인트 폴더 전체를 고르세요.',
  '"{0}" of "{1}" has {2} bytes, too many for a text file.':
    '"{1}"의 "{0}" 파일이 {2}바이트로, 텍스트 파일로는 너무 큽니다.',
  '"{0}" of "{1}" is not UTF-8 text.': '"{1}"의 "{0}" 파일이 UTF-8 텍스트가 아닙니다.',
  '"{0}" of "{1}" is not valid JSON: it has {2}.': '"{1}"의 "{0}" 파일이 올바른 JSON이 아닙니다: {2}.',
  'Correct the file, or get the checkpoint again from its publisher.':
    '파일을 고치거나 배포처에서 체크포인트를 다시 받으세요.',
  '{0} has {1} bytes, too few for a safetensors file.':
    '{0} 파일이 {1}바이트로, safetensors 파일로는 너무 작습니다.',
  '{0} announces a header of {1} bytes, which does not fit its {2} bytes.':
    '{0} 파일은 헤더가 {1}바이트라고 하는데, 파일 크기 {2}바이트와 맞지 않습니다.',
  'The header of {0} does not begin with "{".': '{0} 파일의 헤더가 "{"로 시작하지 않습니다.',
  'The file is damaged or was not written by a safetensors library: get it again from its publisher.':
    '손상되었거나 safetensors 라이브러리가 쓰지 않은 파일입니다. 배포처에서 다시 받으세요.',
  'It is not a safetensors file, or its download was cut short: get it again.':
    'safetensors 파일이 아니거나 내려받다가 끊겼습니다. 다시 받으세요.',
  'It is not a safetensors file.': 'safetensors 파일이 아닙니다.',
  'The header of "{0}" {1}.': '"{0}" 파일의 헤더: {1}.',
  'The "__metadata__" of "{0}" is not a map of strings.':
    '"{0}" 파일의 "__metadata__" 항목이 문자열의 목록이 아닙니다.',
  'The tensor "{0}" of "{1}" {2}.': '"{1}" 파일의 텐서 "{0}": {2}.',
  'Save the weights as float32, float16 or bfloat16.': '가중치를 float32, float16, bfloat16으로 저장하세요.',
  'The file was cut short, perhaps by a broken download: get it again.':
    '내려받다가 끊겨 파일이 잘린 것 같습니다. 다시 받으세요.',
  '"{0}" has {1} bytes after its last tensor that belong to none.':
    '"{0}" 파일의 마지막 텐서 뒤에 어디에도 속하지 않는 {1}바이트가 있습니다.',
  'The tensor "{0}" of "{1}" is stored as {2}, which cannot be used as weights.':
    '"{1}" 파일의 텐서 "{0}" 형식이 {2}라서 가중치로 쓸 수 없습니다.',
  '"{0}" could not be fetched: the server cannot be reached, or does not let this page read it.':
    '"{0}" 파일을 가져올 수 없습니다. 서버에 연결할 수 없거나 이 페이지가 읽는 것을 허용하지 않습니다.',
  'Check the connection and the address, then try again.': '연결과 주소를 확인하고 다시 시도하세요.',
  'Check the connection, then try again.': '연결을 확인하고 다시 시도하세요.',
  'The server of "{0}" does not say which bytes it sent.':
    '"{0}" 파일의 서버가 어느 바이트를 보냈는지 알려 주지 않습니다.',
  'Its answers need a Content-Range header, exposed to this page by Access-Control-Expose-Headers; or download the checkpoint and open its folder.':
    '서버 응답에 Access-Control-Expose-Headers로 공개된 Content-Range 헤더가 필요합니다. 아니면 체크포인트를 내려받아 폴더로 여세요.',
  'The server of "{0}" sent other bytes than it was asked for.':
    '"{0}" 파일의 서버가 요청과 다른 바이트를 보냈습니다.',
  'Try again, or download the checkpoint and open its folder.':
    '다시 시도하거나, 체크포인트를 내려받아 폴더로 여세요.',
  'The checkpoint may need an account or the acceptance of its licence: download it yourself and open its folder.':
    '계정이나 라이선스 동의가 필요한 체크포인트일 수 있습니다. 직접 내려받아 폴더로 여세요.',
  '"{0}" is to work out {1} outer layers, and this checkpoint has {2} at most.':
    '"{0}" 가이드가 바깥 층 {1}개를 계산해야 하는데, 이 체크포인트에서는 최대 {2}개입니다.',
  'Choose fewer outer layers.': '바깥 층 수를 줄이세요.',

  // Running a layer's edit again
  'This edit was made under a mask, and no mask is visible now.':
    '이 편집은 마스크 안에서 했는데, 지금은 보이는 마스크가 없습니다.',
  'Show its mask in the layers, or paint one.': '레이어에서 마스크를 표시하거나 새로 칠하세요.',
}
