using FlowLang.Planning.Stream;

namespace FlowLang.Emit;

/// <summary>A pipeline of streams as plan and C#.</summary>
/// <param name="FileName">Its C# file.</param>
public sealed record EmittedStream(StreamPlan Plan, string FileName, string CSharp)
{
    public string Name => Plan.Pipeline.Name;
}
