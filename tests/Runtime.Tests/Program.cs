namespace FlowLang.Runtime.Tests;

/// <summary>The tests as a process of its own, for those that kill one.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args is ["endless-write", var folder] ? await EndlessWrite.RunAsync(folder) : 0;
}
