using System.Text;
using System.Text.Json;
using FlowLang.EndToEnd.Tests.Build;
using Xunit;

namespace FlowLang.EndToEnd.Tests.Cli;

public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_program_without_mistakes_is_done_with_exit_code_0()
    {
        _folder.Write("main.flow", "type T = { a: int32 }\n");
        CommandResult result = await Check();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("no mistakes", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_is_shown_with_its_line_and_caret_and_gives_exit_code_1()
    {
        _folder.Write("sub/types.flow", "type T = { a: timestamp }\n");
        CommandResult result = await Check();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--> sub/types.flow:1:15", result.Output, StringComparison.Ordinal);
        Assert.Contains("^^^^^^^^^", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 error", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_object_a_line()
    {
        _folder.Write("main.flow", "type T = { a: timestamp }\n");
        CommandResult result = await Check("--format", "json");
        using JsonDocument json = JsonDocument.Parse(Assert.Single(result.Output.TrimEnd().Split('\n')));
        Assert.Equal("main.flow", json.RootElement.GetProperty("file").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("line").GetInt32());
        Assert.StartsWith("FL", json.RootElement.GetProperty("code").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_no_colours()
    {
        _folder.Write("main.flow", "type T = { a: timestamp }\n");
        CommandResult result = await Check();
        Assert.DoesNotContain('\e', result.Output + result.Errors);
    }

    [Fact]
    public async Task Three_mistakes_in_three_files_are_three_errors()
    {
        foreach (string name in new[] { "a", "b", "c" })
        {
            _folder.Write($"{name}.flow", $"type T{name} = {{ a: timestamp }}\n");
        }

        Assert.Contains("3 errors", (await Check()).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "there is no folder")]
    [InlineData("main.txt", "there is no folder")]
    public async Task A_folder_that_is_not_there_is_bad_usage(string path, string message)
    {
        CommandResult result = await Command.FlowcAsync(_folder.Path, "check", path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chek", ".")]
    [InlineData("check", "--formt")]
    public async Task A_command_line_that_is_wrong_gives_exit_code_2(params string[] arguments) =>
        Assert.Equal(2, (await Command.FlowcAsync(_folder.Path, arguments)).ExitCode);

    [Fact]
    public async Task An_empty_folder_is_an_error() => await Expect("FL1900");

    [Fact]
    public async Task A_megabyte_of_garbage_is_told_not_crashed_on()
    {
        byte[] garbage = new byte[1024 * 1024];
        new Random(7).NextBytes(garbage);
        await File.WriteAllBytesAsync(_folder["main.flow"], garbage);
        await Expect("FL1904");
    }

    [Fact]
    public async Task A_megabyte_of_printable_garbage_is_told_not_crashed_on()
    {
        Random random = new(7);
        StringBuilder text = new();
        for (int i = 0; i < 1024 * 1024; i++)
        {
            text.Append((char)random.Next(32, 127));
        }

        _folder.Write("main.flow", text.ToString());
        CommandResult result = await Check();
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("FL9", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_ten_thousand_deep_is_told_not_crashed_on()
    {
        string deep = new string('(', 10_000) + "1" + new string(')', 10_000);
        _folder.Write("main.flow", $"transform t = from x | derive a = {deep}\n");
        CommandResult result = await Check();
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("FL9", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf_16_is_refused()
    {
        await File.WriteAllTextAsync(_folder["main.flow"], "type T = { a: int32 }\n", Encoding.Unicode);
        await Expect("FL1904");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_told()
    {
        await File.WriteAllBytesAsync(_folder["main.flow"], [.. "// caf"u8, 0xE9, .. "\ntype T = { a: int32 }\n"u8]);
        await Expect("FL1003");
    }

    [Fact]
    public async Task A_byte_order_mark_and_crlf_are_fine()
    {
        await File.WriteAllBytesAsync(_folder["main.flow"], [0xEF, 0xBB, 0xBF, .. "type T = {\r\n a: int32 }\r\n"u8]);
        Assert.Equal(0, (await Check()).ExitCode);
    }

    [Fact]
    public async Task A_link_out_of_the_workspace_is_refused()
    {
        using TemporaryFolder other = new();
        File.CreateSymbolicLink(_folder["main.flow"], other.Write("secret.flow", "type T = { a: int32 }\n"));
        await Expect("FL1902");
    }

    [Fact]
    public async Task A_link_inside_of_the_workspace_and_a_circle_of_folders_are_fine()
    {
        File.CreateSymbolicLink(_folder["copy.flow"], _folder.Write("main.flow", "type T = { a: int32 }\n"));
        Directory.CreateSymbolicLink(_folder["again"], _folder.Path);
        CommandResult result = await Check();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("2 files", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_lock_is_told()
    {
        _folder.Write("main.flow", "type T = { a: int32 }\n");
        _folder.Write("flow.lock", "<<<<<<< ours\n{}\n");
        await Expect("FL1905");
    }

    [Fact]
    public async Task Imports_in_a_circle_are_told()
    {
        _folder.Write("a.flow", "import { B } from \"./b.flow\"\ntype A = { b: B }\n");
        _folder.Write("b.flow", "import { A } from \"./a.flow\"\ntype B = { a: A }\n");
        CommandResult result = await Check();
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("FL9", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Expect(string code)
    {
        CommandResult result = await Check();
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains(code, result.Output, StringComparison.Ordinal);
    }

    private Task<CommandResult> Check(params string[] more) => Command.FlowcAsync(_folder.Path, ["check", _folder.Path, .. more]);
}
