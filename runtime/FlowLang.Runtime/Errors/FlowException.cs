namespace FlowLang.Runtime;

/// <summary>
/// Carries a <see cref="FlowError"/> to whoever reports it; the exceptions of libraries become one at the connector's edge.
/// </summary>
public sealed class FlowException(FlowError error, Exception? inner = null) : Exception(error.Message, inner)
{
    public FlowError Error { get; } = error;
}
