package dev.teambroker.server.audit.segment;

import dev.teambroker.server.audit.checkpoint.ConfiguredBucket;
import dev.teambroker.server.web.SettingCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The archives that are configured. */
@Configuration(proxyBeanMethods = false)
class SegmentConfiguration {
  @Bean
  SegmentArchives segmentArchives(
      SegmentSettings settings, ConfiguredBucket bucket, InstantSource clock) {
    List<SegmentArchive> archives = new ArrayList<>();
    if (settings.directory() != null) {
      archives.add(new SegmentFiles(settings.directory()));
    }
    if (settings.s3()) {
      ConfiguredBucket.Place locked =
          bucket
              .place()
              .orElseThrow(
                  () ->
                      SettingCheck.wrong(
                          "broker.audit.segments.s3",
                          "true only where broker.audit.checkpoints.s3.bucket is set"));
      archives.add(
          new SegmentBucket(
              locked.objects(), locked.bucket(), "segments/", locked.retain(), clock));
    }
    return new SegmentArchives(archives);
  }
}
