using FlowLang.Semantics.Binding.Endpoints;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>A source with a cursor gives each run only what is new, which not every write and no interval suits.</summary>
internal static class RestCursorCheck
{
    public static void Check(WriteSite site, WriteMode mode, QueryFacts facts)
    {
        foreach (SourceSymbol source in facts.Sources)
        {
            if (RestChecks.Cursor(source.Endpoint) is not { } cursor)
            {
                continue;
            }

            if (site.Properties.Partition is { } partition)
            {
                site.Context.Report(RestDiagnostics.CursorWithPartition(partition.Span, site.Pipeline.Name.Text, cursor, source.Name));
            }
            else if (mode is WriteMode.Append or WriteMode.Replace && site.Sink.Connection is not null)
            {
                string word = mode == WriteMode.Append ? "append" : "replace";
                site.Context.Report(RestDiagnostics.CursorWrite(site.Sink.Span, word, cursor, source.Name));
            }
        }
    }
}
