package trunkline.platform.tmf.contract.hostile;

import java.util.Random;

/** Paths, queries and headers that make no sense. */
final class HostileTargets {
  private static final String[] QUERIES = {
    "%zz=1",
    "a=%",
    "a=%4",
    "a=%g1",
    "limit=-1",
    "limit=abc",
    "offset=1e3",
    "limit=99999999999",
    "a..b=1",
    ".a=1",
    "a.=1",
    "=1",
    "a",
    "sort=a..b",
    "sort=--a",
    "fields=a..b",
    "fields=a%20b",
    "a=%00",
    "n.regex=((",
    "n.regex=%5B",
    "n.regex=*a",
    "n.regex=a%7B2,1%7D",
    "%00=1",
    "a%20b=1",
    "'=1",
    "a%22b=1",
    "a$=%00",
    "1a=1",
    "$[?(@.a==1)]=x",
    "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1",
    "a[0]=1",
    "a!=1",
    "a;b",
    "%F0%9F%98%80=1",
    "fields=%00"
  };
  private static final String[] FILTERS = {
    "$",
    "$..a",
    "$[*]",
    "$[0]",
    "$[?(@.a)",
    "$[?()]",
    "$[?(@.a==)]",
    "$[?(==1)]",
    "$[?(@.a==1 &&)]",
    "$[?(@.a=~/(/)]",
    "$[?(@.a==@.b)]",
    "$[?(@.a in [1])]",
    "$[?(@.a.size()==1)]",
    "$[?(((((@.a==1)]",
    "$[?(@.a==1e999999)]",
    "$[?(@['a'==1)]",
    "$[?(!!!!)]",
    "x",
    "$.a[?(@.b=='\\')]",
    "$[?(@.a==1 @.b==2)]",
    "$[?(@.a === 1)]",
    "$[(@.a)]"
  };
  private static final String[] HEADERS = {
    "If-Match: banana",
    "If-Match: \"1",
    "If-Match: 1",
    "If-Match: ,",
    "If-Match: \"1\";\"2\"",
    "If-Match: W/1"
  };
  private static final String[] TYPES = {
    "text/plain", "application/xml", "application", "/", ";", "application/json-patch",
        "multipart/form-data",
    "application/x-www-form-urlencoded", "application/jsonx", "APPLICATION/PDF", "*/*", "json",
        "a/b/c", "application /json"
  };

  private final Random random;

  HostileTargets(Random random) {
    this.random = random;
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }

  /** A query that no list takes. */
  String query() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> one(QUERIES);
      case 2 ->
          "filter="
              + java.net.URLEncoder.encode(one(FILTERS), java.nio.charset.StandardCharsets.UTF_8);
      default -> "a=" + (char) (0x80 + random.nextInt(0x80)) + "&b=1";
    };
  }

  /** Too much of what would be fine in small amounts. */
  String immoderateQuery() {
    return switch (random.nextInt(4)) {
      case 0 -> "a=" + "x".repeat(2001 + random.nextInt(3000));
      case 1 -> "a=" + "1,".repeat(201 + random.nextInt(500));
      case 2 -> "a".repeat(101 + random.nextInt(2000)) + "=1";
      default -> "filter=$[?(" + "(".repeat(60 + random.nextInt(800)) + "@.a==1)]";
    };
  }

  /** Anything at all; some of it is a fine query. */
  String anyQuery() {
    String alphabet = "ab.=&;,<>*%2F3E$[]()?@'\"!/|+-_~:0123456789";
    var text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** An id that no resource has. */
  String id() {
    return switch (random.nextInt(6)) {
      case 0 -> "%00";
      case 1 -> "%zz";
      case 2 -> "..%2f..%2fetc%2fpasswd";
      case 3 -> "x".repeat(1 + random.nextInt(5000));
      case 4 -> "%F0%9F%98%80" + random.nextInt();
      default -> "'%20OR%201=1--" + random.nextInt();
    };
  }

  String ifMatch() {
    return one(HEADERS);
  }

  String contentType() {
    return one(TYPES);
  }
}
