using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>What becomes of the rows that are there already, and what that needs: a key, partition columns, no retries.</summary>
internal static class WriteModeBinder
{
    public static (WriteMode Mode, ImmutableArray<string> Partition) Bind(WriteSite site, ImmutableArray<string> key)
    {
        OptionDescriptor? descriptor = site.Sink.Descriptor.SinkOptions.FirstOrDefault(option => option.Name == "mode");
        string word = site.Sink.Choice("mode") ?? descriptor?.Default ?? "append";
        TextSpan at = site.Sink.Options.FirstOrDefault(option => option.Name == "mode")?.Span ?? site.Syntax.Target.Span;
        switch (word)
        {
            case "upsert":
                if (key.IsEmpty)
                {
                    site.Context.Report(TypeDiagnostics.UpsertNeedsKey(at, site.Name));
                }

                return (WriteMode.Upsert, []);
            case "replace":
                return (WriteMode.Replace, []);
            case "replace_partition":
                return (WriteMode.ReplacePartition, BindPartition(site, at));
            case "scd2":
                return (WriteMode.Scd2, []);
            default:
                CheckRetry(site, at, key);
                return (WriteMode.Append, []);
        }
    }

    private static ImmutableArray<string> BindPartition(WriteSite site, TextSpan at)
    {
        if (site.Sink.Descriptor.HasOrigin)
        {
            // Files have no rows to look into: what is replaced is the file or folder that the interval names.
            if (Placeholders.InPath(site.Sink, site.Context) is null)
            {
                site.Context.Report(ScheduleDiagnostics.ReplacePartitionNeedsPlaceholder(at));
            }

            return [];
        }

        if (site.Sink.Find("partition_by") is TextListOption { Values: var names })
        {
            TextSpan span = site.Sink.Options.First(option => option.Name == "partition_by").Span;
            return WriteKey.Columns(site, names, span, mayBeNull: true);
        }

        if (site.Properties.Partition is { On: { } on } partition)
        {
            return WriteKey.Columns(site, [on], partition.Span, mayBeNull: true);
        }

        site.Context.Report(TypeDiagnostics.ReplacePartitionNeedsColumn(at));
        return [];
    }

    // The rows of an interval are in Postgres' ledger together with the interval; files have no such thing.
    private static void CheckRetry(WriteSite site, TextSpan at, ImmutableArray<string> key)
    {
        if (site.Sink.Descriptor.HasOrigin && site.Properties.Retry is { } retry && key.IsEmpty)
        {
            site.Context.Report(ScheduleDiagnostics.AppendWithRetry(at, "files", retry.Span));
        }
    }
}
