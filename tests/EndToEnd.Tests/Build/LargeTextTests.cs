using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Semantics.Functions;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Build;

/// <summary>An assembly holds 16 MB of ordinary texts: what is more lies elsewhere in it, and is the same text.</summary>
public sealed class LargeTextTests
{
    private static readonly string[] s_hostile =
    [
        "", "\"", "\"\"\"\"\"", "'\\\"{0}{{}}", "\0", "a\0\0b", "\r\n\t\u0085\u2028\u2029", "😀 a pair", "\ud800",
        "\udc00\ud800 the wrong way round",
        "half a pair \ud83d at\ud83d\ud83d\ude00 last \ude00", "\ufffd \ufeff \uffff \ufdd0",
    ];

    [Theory]
    [InlineData(10)]
    [InlineData(20_000_000)]
    public async Task Texts_of_any_kind_and_size_are_the_same_in_the_program(int length)
    {
        // Half a pair has no bytes in UTF-8, so that texts are compared by their code units.
        string[] texts = [.. s_hostile, .. s_hostile.Select(text => Repeated(text + "é😀\"", length / 20)), Repeated("\ud800 ", 1_000)];
        string code = $$"""
            using System.Security.Cryptography;
            string[] texts = [{{string.Join(", ", texts.Select(CSharpText.Quote))}}];
            foreach (string text in texts) { System.Console.WriteLine($"{text.Length} {Hash(text)}"); }
            using System.IO.Stream brought = typeof(Marker).Assembly.GetManifestResourceStream("text")!;
            System.Console.WriteLine(System.Convert.ToHexString(SHA256.HashData(brought)));
            return 0;

            static string Hash(string text) => System.Convert.ToHexString(SHA256.HashData(
                System.Runtime.InteropServices.MemoryMarshal.AsBytes(System.MemoryExtensions.AsSpan(text))));

            internal sealed class Marker;
            """;
        string whole = string.Concat(s_hostile.Where(text => !text.Any(char.IsSurrogate))) + "😀";
        using TemporaryFolder folder = new();
        BuildResult result = Build(folder, code, [KeyValuePair.Create("text", whole)]);
        Assert.Empty(result.Diagnostics);
        CommandResult run = await Command.RunAsync(Assert.IsType<Executable>(result.Executable).Launcher, folder.Path, []);
        IEnumerable<string> expected = texts.Select(
            text => string.Create(CultureInfo.InvariantCulture, $"{text.Length} {Hash(MemoryMarshal.AsBytes(text.AsSpan()))}"));
        Assert.Equal([.. expected, Hash(Encoding.UTF8.GetBytes(whole))], run.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void More_text_than_an_executable_holds_is_refused_by_name()
    {
        string texts = string.Join(", ", Enumerable.Range(0, 70_000).Select(i => $"\"{i:D200}\""));
        using TemporaryFolder folder = new();
        BuildResult result = Build(folder, $"System.Console.WriteLine(string.Concat(new string[] {{ {texts} }}).Length); return 0;", []);
        Assert.Null(result.Executable);
        Assert.Equal("FL9003", Assert.Single(result.Diagnostics).Code);
    }

    private static BuildResult Build(TemporaryFolder folder, string code, KeyValuePair<string, string>[] resources) => Builder.Build(
        new BuildInput(new CSharpInput("texts", [new("Program.g.cs", code)], []) { Resources = [.. resources] }, []),
        new BuildOptions(folder.Path) { IsSelfContained = false }, Installation.Current, default);

    private static string Repeated(string text, int length) => new StringBuilder().Insert(0, text, (length / text.Length) + 1).ToString();

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
