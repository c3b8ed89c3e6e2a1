"""The catalogue of metrics and what is exposed are the same list."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from worker.observe.metrics import CATALOGUE, Metrics


def test_what_is_exposed_is_what_the_catalogue_lists():
    """Names, kinds and help."""
    families = {f.name: f for f in text_string_to_metric_families(Metrics(version="1", role="store").render().decode())}
    assert set(families) == {metric.name for metric in CATALOGUE}
    for metric in CATALOGUE:
        assert (families[metric.name].type, families[metric.name].documentation) == (metric.kind, metric.meaning)


def test_labels_are_those_of_the_catalogue():
    """Every metric takes its labels and counts."""
    metrics = Metrics(version="1", role="store")
    metrics.messages.labels(topic="articles.raw", outcome="done").inc(2)
    metrics.dead_letters.labels(topic="articles.raw", reason="too_large").inc()
    metrics.stage_seconds.labels(stage="extract").observe(0.02)
    metrics.pool_deaths.labels(agent="extract", cause="hung").inc()
    text = metrics.render().decode()
    assert 'tocsin_pool_deaths_total{agent="extract",cause="hung"} 1.0' in text
    assert 'tocsin_messages_total{outcome="done",topic="articles.raw"} 2.0' in text
    assert 'tocsin_dead_letters_total{reason="too_large",topic="articles.raw"} 1.0' in text
    assert 'tocsin_stage_seconds_bucket{le="0.025",stage="extract"} 1.0' in text
    assert "tocsin_build_info{" in text


def test_each_process_has_a_registry_of_its_own():
    """Two in one process do not meet."""
    one, two = Metrics(version="1", role="a"), Metrics(version="1", role="b")
    one.retries.labels(operation="store").inc()
    assert "tocsin_retries_total{" not in two.render().decode()


def test_every_metric_says_what_it_means_and_what_to_do():
    """The page is made of it."""
    for metric in CATALOGUE:
        assert metric.meaning, metric.name
        assert metric.remedy, metric.name
        assert bool(metric.buckets) is (metric.kind == "histogram"), metric.name
