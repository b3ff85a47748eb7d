using FlowLang.Compiler.Tests.Syntax;

namespace FlowLang.Compiler.Tests.Functions;

public sealed class FunctionDocumentationTests
{
    [Fact]
    public void The_page_of_functions_says_what_is_declared()
    {
        string path = Path.Combine(RepositoryFiles.Root, "docs/functions.md");
        string written = FunctionDocumentation.Write();
        if (Environment.GetEnvironmentVariable("FLOW_ACCEPT") == "1")
        {
            File.WriteAllText(path, written);
        }

        string kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            kept == written,
            "docs/functions.md is out of date. Run `FLOW_ACCEPT=1 dotnet test tests/Compiler.Tests --filter FunctionDocumentation` " +
            "and read the difference.");
    }
}
