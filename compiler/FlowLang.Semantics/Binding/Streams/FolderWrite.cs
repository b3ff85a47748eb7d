using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Streams write folders of files, each complete when it appears: what such a write says, and what only it says.</summary>
internal static class FolderWrite
{
    public static void CheckStream(WriteSite site)
    {
        BoundOption? path = site.Sink.Options.FirstOrDefault(option => option.Name == "path");
        if (site.Sink.Connector is FilesConnector && path is { Value: TextOption { Value: var text } } && !text.EndsWith('/'))
        {
            site.Context.Report(FolderDiagnostics.StreamToFile(path.Span, text));
        }
    }

    public static void CheckBatch(WriteSite site)
    {
        foreach (BoundOption roll in site.Sink.Options.Where(
            option => site.Sink.Connector is FilesConnector && option.Name is FilesConnector.RollSize or FilesConnector.RollEvery))
        {
            site.Context.Report(StreamDiagnostics.OnlyForStreams(roll.Span, $"`{roll.Name}`"));
        }
    }
}
