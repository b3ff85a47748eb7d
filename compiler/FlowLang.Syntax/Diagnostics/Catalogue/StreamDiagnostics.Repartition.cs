using FlowLang.Syntax.Text;
using static FlowLang.Syntax.Diagnostics.Diagnostic;

namespace FlowLang.Syntax.Diagnostics.Catalogue;

/// <summary>FL406x: several instances whose rows come together by other keys than those of their topics.</summary>
public static partial class StreamDiagnostics
{
    public static Diagnostic RepartitionNeedsCluster(TextSpan at, string stream, TextSpan declared) =>
        Error("FL4060", at, $"several instances have to hand rows of `{stream}` on, and the embedded broker can't carry them")
            .Label(declared, "in the memory of each process")
            .Why("rows of one key come together through a topic of the pipeline's own: in transactions, and all processes at one broker")
            .Help("name the brokers of a cluster in the connection, or leave `instances` out");
}
