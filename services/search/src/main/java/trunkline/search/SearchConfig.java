package trunkline.search;

import trunkline.platform.config.Inline;
import trunkline.platform.service.ServiceConfig;

/** What the search service must be told. */
public record SearchConfig(@Inline ServiceConfig service, SearchSettings search) {}
