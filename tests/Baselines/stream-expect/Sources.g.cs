// Made by flowc 0.0.0 for baseline. The next build writes it again.
using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Kafka;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

/// <summary>The sources that pipelines read, with the columns they were compiled for.</summary>
internal static class Sources
{
}
