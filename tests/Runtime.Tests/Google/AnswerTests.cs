using System.Text;
using FlowLang.GoogleCloud;

namespace FlowLang.Runtime.Tests.Google;

/// <summary>What is quoted of an answer that refuses a request, whatever is in it.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("""{"error": {"code": 403, "message": "Permission denied\n on it."}}""", "Permission denied on it.")]
    [InlineData("""{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}""", "Invalid JWT Signature.")]
    [InlineData("""{"error": "invalid_grant"}""", "invalid_grant")]
    [InlineData("Not Found\r\n", "Not Found")]
    [InlineData("\uFEFF {\"error\": {\"message\": \"behind a mark\"}}", "behind a mark")]
    [InlineData("red \u001b[31m and a bell \a", "red [31m and a bell")]
    [InlineData("", null)]
    [InlineData("<html><body>Sorry</body></html>", null)]
    [InlineData("""{"error": {"message": 5}}""", null)]
    [InlineData("""{"error": {"message": {"deep": "er"}}}""", null)]
    [InlineData("""{"error": {"message": "\ud800"}}""", null)]
    [InlineData("""{"error": ["a"]}""", null)]
    [InlineData("""{"error": null}""", null)]
    [InlineData("""{"error": {"message": "cut""", null)]
    [InlineData("[1, 2]", null)]
    public async Task A_refusal_is_quoted_in_a_line_and_what_has_no_message_is_not(string body, string? said)
    {
        using HttpResponseMessage response = new() { Content = new StringContent(body) };
        Assert.Equal(said, await GoogleAnswer.MessageAsync(response, default));
    }

    [Fact]
    public async Task A_body_that_is_long_broken_or_nested_without_end_is_no_failure_of_its_reader()
    {
        Assert.Equal(301, (await OfAsync(new StringContent(new string('a', 10_000_000))))?.Length);
        Assert.Null(await OfAsync(new StringContent($$$"""{"error": {"message": "{{{new string('a', 1 << 20)}}}"}}""")));
        Assert.Null(await OfAsync(new StringContent(string.Concat(Enumerable.Repeat("{\"error\":", 20_000)))));
        Assert.NotNull(await OfAsync(new ByteArrayContent([0xFF, 0xFE, 0x41, 0xC3])));
        Assert.Null(await OfAsync(new StreamContent(new CutStream())));

        static async Task<string?> OfAsync(HttpContent content)
        {
            using HttpResponseMessage response = new() { Content = content };
            return await GoogleAnswer.MessageAsync(response, default);
        }
    }

    private sealed class CutStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("the connection was reset");

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new IOException("the connection was reset");
    }
}
