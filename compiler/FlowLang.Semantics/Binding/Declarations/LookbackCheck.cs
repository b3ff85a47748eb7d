using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`lookback: n` runs intervals again, which only means something where a later run of an interval takes the place of the
/// earlier one.</summary>
internal static class LookbackCheck
{
    public static void Check(BoundPartition partition, IEnumerable<BoundWrite> writes, BindingContext context)
    {
        foreach (BoundWrite write in writes.Where(w => partition.Lookback > 0 && !IsRepeatable(w)))
        {
            string mode = write.Mode == WriteMode.Append ? "append" : "replace";
            context.Report(ScheduleDiagnostics.LookbackNeedsRepeatable(write.Sink.Span, write.Name, mode, partition.Span));
        }
    }

    private static bool IsRepeatable(BoundWrite write) => write.Mode switch
    {
        _ when write.Sink.Connector is ConsoleConnector or UnknownConnector => true,
        WriteMode.Append => false,
        WriteMode.Replace => Placeholders.Finest(write.Sink) is not null,
        _ => true,
    };
}
