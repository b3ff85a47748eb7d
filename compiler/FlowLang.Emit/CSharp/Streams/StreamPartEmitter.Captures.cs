using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>Changes of tables: streams of one slot have one reader.</summary>
internal sealed partial class StreamPartEmitter
{
    private IEnumerable<string> Captures => Slots().Where(slot => slot.Length > 1).Select(
        slot => $"SharedCapture {SharedName(slot)} = new({CaptureEmitter.Arguments([.. slot.Select(TableOf)], MayRepeat)});");

    private string Capture(StreamSymbol stream)
    {
        ImmutableArray<StreamSymbol> slot = Slots().First(s => s.Contains(stream));
        return slot.Length == 1
            ? $"new CaptureSource({CaptureEmitter.Arguments([TableOf(stream)], MayRepeat)})"
            : string.Create(CultureInfo.InvariantCulture, $"{SharedName(slot)}[{slot.IndexOf(stream)}]");
    }

    private IEnumerable<ImmutableArray<StreamSymbol>> Slots() => plan.Reads.Select(read => read.Stream)
        .Where(stream => stream.Endpoint.Descriptor.Name == "cdc")
        .GroupBy(stream => (stream.Endpoint.Connection?.Name, stream.Endpoint.Text("slot")))
        .Select(slot => slot.ToImmutableArray());

    private static string SharedName(ImmutableArray<StreamSymbol> slot) => "of" + Names.Pascal(slot[0].Endpoint.Text("slot") ?? "");

    private static (BoundEndpoint, ImmutableArray<RowField>) TableOf(StreamSymbol stream) =>
        (stream.Endpoint, ((RowType)stream.Row.Fields.First(f => f.Name == "after").Type.Type).Fields);
}
