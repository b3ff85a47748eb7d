using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>A failure that may pass.</summary>
/// <param name="error">What it is where it does not.</param>
internal sealed class PassingException(FlowException error) : Exception(error.Message)
{
    public FlowException Error => error;
}
